import "server-only";
import { say } from "../../contract/text.ts";
import type { WriteOutcome } from "../../contract/write.ts";
import { codeOf, LinkedPath } from "./write-file.ts";

type FileOutcome = Extract<WriteOutcome, { readonly kind: "forbidden" | "readOnly" | "unreachable" }>;

/** What a failure of the file system means for a write. */
export function fileOutcome(error: unknown, file: string): FileOutcome {
  const code = codeOf(error);
  const told = (name: "fileLink" | "fileForbidden" | "fileReadOnly" | "fileFailed") => ({
    text: say(`write.${name}`, { file, code: code || "unknown" }),
    cure: say(`write.${name}Cure`),
  });
  if (error instanceof LinkedPath) return { kind: "forbidden", grant: null, ...told("fileLink") };
  if (code === "EROFS") return { kind: "readOnly", ...told("fileReadOnly") };
  if (code === "EACCES" || code === "EPERM")
    return { kind: "forbidden", grant: null, ...told("fileForbidden") };
  return { kind: "unreachable", ...told("fileFailed") };
}
