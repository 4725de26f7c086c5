import { capture } from "./capture.ts";
import { certificates } from "./certificates.ts";
import { check } from "./check.ts";
import { diff } from "./diff.ts";
import { graph } from "./graph.ts";
import { verdict } from "./verdict.ts";

/** A command: reads its arguments, writes to standard output and error, and gives the exit code. */
type Command = (args: readonly string[]) => Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  verdict,
  graph,
  check,
  diff,
  certificates,
  capture,
};

const help = `Usage: sekisho COMMAND [options]

Who may talk to whom in an Istio mesh, with which certificate, and why.

  verdict   answers requests: does it pass, who decides, what does the caller see
  graph     prints the graph: workloads, edges, verdicts, what could not be read
  check     tells what in the mesh does not do what it says; docs/findings.md explains every code
  diff      tells which calls end otherwise in another folder, with a request that shows it
  certificates
            prints every certificate with its state, the worst first
  capture   writes a live cluster into a folder, without anything secret

sekisho COMMAND --help tells the options of a command.
Exit codes: 0 fine, 1 found something, 2 could not run.
`;

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(help);
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return command(rest);
  process.stderr.write(
    `There is no command ${name}; the commands are ${Object.keys(commands).join(", ")}.\n`,
  );
  return 2;
}

// A reader that has seen enough (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 2);
});
process.exitCode = await main(process.argv.slice(2));
