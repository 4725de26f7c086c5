import { z } from "zod";
import type { Right, Writer } from "./write.ts";

const name = z.string().min(1).max(253);
const namespace = z.string().min(1).max(63);

/**
 * What is done about a certificate. `restart`: the pods of a workload are made anew one after the other, each with a new key, certificate and roots.
 * `renew`: cert-manager issues a Certificate anew, as `cmctl renew` does. Nothing else is done, and nothing that touches the key of an authority.
 */
export const certificateAction = z.discriminatedUnion("do", [
  z.strictObject({
    do: z.literal("restart"),
    kind: z.enum(["Deployment", "StatefulSet", "DaemonSet"]),
    namespace,
    name,
  }),
  z.strictObject({ do: z.literal("renew"), namespace, name }),
]);
export type CertificateAction = z.infer<typeof certificateAction>;

/** What `POST /api/certificates/actions` takes. `confirm` is the name again, where it is asked for. */
export const certificateActionQuestion = z.strictObject({
  action: certificateAction,
  dryRun: z.boolean().default(false),
  confirm: z.string().max(253).optional(),
});

/** How an action, or its dry run, ended. Only `done` says that something is another than before. */
export type CertificateActionOutcome = {
  readonly kind:
    | "done"
    | "accepted"
    | "forbidden"
    | "readOnly"
    | "notOffered"
    | "notConfirmed"
    | "notFound"
    | "refused"
    | "unreachable"
    | "outcomeUnknown";
  /** What is so, in one sentence. */
  readonly text: string;
  /** What to do next; of `done`, what to look for. */
  readonly cure: string;
  /** One RBAC rule that would allow it; null when that is not what is missing. */
  readonly grant: string | null;
};

export interface CertificateActionAnswer {
  readonly outcome: CertificateActionOutcome;
}

/** One action as it is offered, with everything that one should know before. */
export interface OfferedAction {
  readonly action: CertificateAction;
  /** Whether one may do it here, and which rule is missing. */
  readonly right: Right;
  /** What happens, in one sentence. */
  readonly effect: string;
  /** What may go wrong, worst first. */
  readonly risks: readonly string[];
  /** The same by hand. */
  readonly command: string;
  /** The name has to be typed first. */
  readonly confirm: boolean;
}

/** The answer of `GET /api/certificates/actions?workload=&certificate=&secret=`, each `namespace/name` and each may be given more than once. */
export interface CertificateActionsAnswer {
  readonly revision: string;
  readonly who: Writer | null;
  readonly actions: readonly OfferedAction[];
  /** Lines for what is not done here. */
  readonly commands: readonly { readonly text: string; readonly command: string }[];
  /** Why nothing is offered; null when something is. */
  readonly none: { readonly text: string; readonly cure: string } | null;
}
