#!/usr/bin/env node
// The command line is TypeScript that Node 24 runs as it stands. This file finds that Node, whichever one started it.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { ensureInstalled, findNode, Refusal, root } from "../scripts/install.mjs";

try {
  // Standard output belongs to the command's answer.
  await ensureInstalled((line) => console.error(line));
  const args = [
    // The server's modules import "server-only", which refuses to load without this condition.
    "--conditions=react-server",
    "--disable-warning=ExperimentalWarning",
    join(root, "server", "cli", "main.ts"),
    ...process.argv.slice(2),
  ];
  const child = spawn(findNode(), args, { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    console.error(`Node could not be started: ${error.message}`);
    process.exitCode = 2;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
