import { say } from "../contract/text.ts";
import type { Gate, GateName, Step } from "../contract/verdict.ts";
import type { Path } from "./answer.ts";
import { conditionWords } from "./words.ts";

const stages: Readonly<Record<GateName, readonly string[]>> = {
  transport: ["route", "transport", "application"],
  token: ["token"],
  custom: ["custom"],
  deny: ["deny"],
  allow: ["allow"],
};
const steps: Readonly<Record<GateName, (s: Step) => boolean>> = {
  transport: () => true,
  token: (s) => s.policy?.kind === "RequestAuthentication",
  custom: (s) => s.code.startsWith("custom"),
  deny: (s) => s.code.startsWith("deny"),
  allow: (s) => s.code.startsWith("allow"),
};

/** The five gates in the order in which they are shown, always all five; a proxy asks CUSTOM before it reads a token. */
export function shownGates(path: Path): readonly Gate[] {
  const stop = path.gates.findIndex((g) => g.expression.op === "no");
  const order: readonly GateName[] = ["transport", "token", "custom", "deny", "allow"];
  return order.map((gate): Gate => {
    const of = path.gates.filter((g) => stages[gate].includes(g.gate));
    const stopped = path.gates[stop];
    if (stopped !== undefined && stages[gate].includes(stopped.gate)) {
      const by = stopped.decidedBy[0];
      return { gate, state: "stops", text: by === undefined ? say("gateNo") : `${by.namespace}/${by.name}` };
    }
    const reached = stop < 0 || of.some((g) => path.gates.indexOf(g) < stop);
    if (!reached) return { gate, state: "notReached", text: say("gateNotReached") };
    const open = of.find((g) => g.expression.op !== "yes");
    if (open !== undefined) {
      const unknown = open.expression.op === "unknown";
      return { gate, state: unknown ? "unknown" : "depends", text: conditionWords(open.expression) };
    }
    if (gate !== "transport" && !path.steps.some(steps[gate]))
      return { gate, state: "none", text: say("gateNone") };
    const by = of.find((g) => g.gate === "allow")?.decidedBy[0];
    return {
      gate,
      state: "passes",
      text:
        gate === "transport"
          ? (path.hop?.transport ?? path.arrives ?? say("gatePasses"))
          : by === undefined
            ? say("gatePasses")
            : `${by.namespace}/${by.name}`,
    };
  });
}
