import "server-only";
import { createHash } from "node:crypto";
import type { CertificateAction, CertificateActionOutcome } from "../contract/certificate-actions.ts";
import type { PolicyChange, WriteOutcome } from "../contract/write.ts";

/** One write that was tried, for whoever keeps the logs. */
export interface AuditedWrite {
  /** RFC 3339. */
  readonly time: string;
  readonly who: string;
  /** Name of the source. */
  readonly source: string;
  readonly change: PolicyChange;
  readonly outcome: WriteOutcome["kind"];
}

/** One action about a certificate that was tried. */
export interface AuditedAction {
  /** RFC 3339. */
  readonly time: string;
  readonly who: string;
  readonly source: string;
  readonly action: CertificateAction;
  readonly outcome: CertificateActionOutcome["kind"];
}

/** Writes the line of an action to standard error. */
export function auditAction({ time, who, source, action, outcome }: AuditedAction): void {
  const kind = action.do === "restart" ? action.kind : "Certificate";
  const object = `${kind} ${action.namespace}/${action.name}`;
  const line = { audit: "certificate", time, who, verb: action.do, object, source, outcome };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

/** The line of a write: JSON without any text of a policy; `diff` is a hash of what it was made from and what it became. */
function auditLine({ time, who, source, change, outcome }: AuditedWrite): string {
  const { operation: verb, kind, namespace, name, message, base = "", yaml = "" } = change;
  const diff = `sha256:${createHash("sha256").update(`${base}\0${yaml}`).digest("hex")}`;
  const object = `${kind} ${namespace}/${name}`;
  return JSON.stringify({ audit: "write", time, who, verb, object, source, message, diff, outcome });
}

/** Writes the line to standard error. */
export function audit(write: AuditedWrite): void {
  process.stderr.write(`${auditLine(write)}\n`);
}
