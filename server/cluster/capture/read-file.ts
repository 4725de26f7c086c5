import "server-only";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { FoundFile } from "./find-files.ts";

/** Text of a file with the hash of its content, or why it was refused. */
export type FileText =
  | { readonly kind: "text"; readonly text: string; readonly hash: string }
  | { readonly kind: "refused"; readonly because: string; readonly cure: string; readonly hash: string };

const MAX_BYTES = 20 * 1024 * 1024;

/**
 * Reads a file as text.
 * @returns refused when it is over 20 MiB, unreadable, binary or no UTF-8
 * @throws never
 */
export async function readFileText(file: FoundFile): Promise<FileText> {
  if (file.size > MAX_BYTES) {
    const size = `${Math.ceil(file.size / (1024 * 1024))} MiB`;
    return {
      kind: "refused",
      because: `is ${size} long; the limit is 20 MiB`,
      cure: "Split it into several files.",
      hash: `${file.size} bytes`,
    };
  }
  let bytes: Buffer;
  try {
    bytes = await readFile(file.path);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "an unknown error";
    const cure = "Give the user that runs this the right to read it.";
    return { kind: "refused", because: `cannot be read (${code})`, cure, hash: code };
  }
  const hash = createHash("sha256").update(bytes).digest("hex");
  if (bytes.includes(0)) {
    const cure = "Remove it, or save it as plain UTF-8 text.";
    return { kind: "refused", because: "is binary: it has a zero byte", cure, hash };
  }
  try {
    return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), hash };
  } catch {
    return { kind: "refused", because: "is no UTF-8 text", cure: "Save it as UTF-8.", hash };
  }
}
