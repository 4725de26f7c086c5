import "server-only";

/** Why a service could not answer. */
export interface ServiceProblem {
  /** notFound: no such thing; notReadable: it is there but may not be read; invalid: the question is wrong; unreachable: the source is gone; refused: not heard, whatever it says. */
  readonly kind: "notFound" | "notReadable" | "invalid" | "unreachable" | "refused";
  /** One sentence. */
  readonly detail: string;
  readonly cure: string;
}

/** The answer of a service, or why there is none. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: ServiceProblem };

/** A good answer. */
export function ok<Value>(value: Value): Result<Value> {
  return { ok: true, value };
}

/** No answer, and why. */
export function failed(kind: ServiceProblem["kind"], detail: string, cure: string): Result<never> {
  return { ok: false, problem: { kind, detail, cure } };
}
