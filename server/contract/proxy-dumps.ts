import { z } from "zod";

/** Pods that are asked at once, at most. */
export const mostPods = 50;

/** What `POST /api/certificates/dumps` takes: pods, `namespace/name`, whose proxies are asked for what they hold. */
export const dumpsQuestion = z.strictObject({
  pods: z.array(z.string().min(3).max(320)).min(1).max(mostPods),
});

/** One line of its answer: how far it is, and what became of one pod. The inventory has what was learned. */
export interface DumpProgress {
  readonly pod: string;
  readonly done: number;
  readonly all: number;
  /** Null when the proxy answered. */
  readonly problem: {
    readonly kind: "forbidden" | "notFound" | "noAnswer" | "unreachable" | "cancelled";
    readonly text: string;
    readonly cure: string;
    /** One RBAC rule that would allow it; null when that is not what is missing. */
    readonly grant: string | null;
  } | null;
}
