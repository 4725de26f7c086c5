import type { Step } from "../contract/verdict.ts";
import type { Caller } from "./caller.ts";
import type { Way } from "./outbound.ts";
import { step } from "./step.ts";

/** How the connection leaves the caller: past its proxy, by which route, to whom. */
export function waySteps(way: Way, caller: Caller, host: string): readonly Step[] {
  const out: Step[] = [];
  const values = {
    client: caller.name,
    host: way.entry?.host ?? host,
    port: String(way.port?.port ?? ""),
    subset: way.subset ?? "",
  };
  if (way.excluded !== null) out.push(step("clientPortExcluded", { ...values, annotation: way.excluded }));
  if (way.by !== null)
    out.push(
      step(way.subset === null ? "routeTo" : "routeSubset", values, {
        object: way.by.object,
        path: way.by.path,
      }),
    );
  if (way.kind === "passthrough") out.push(step("clientPassthrough", values));
  return out;
}
