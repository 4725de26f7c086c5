import type { AskGate, PolicyRow } from "../contract/ask.ts";
import { say } from "../contract/text.ts";
import type { GateName } from "../contract/verdict.ts";
import type { Path } from "./answer.ts";
import { shownGates } from "./shown-gates.ts";

const actions = { custom: "CUSTOM", deny: "DENY", allow: "ALLOW" } as const;

const names: readonly GateName[] = ["transport", "token", "custom", "deny", "allow"];

/** The five gates with how many policies stood at each; also when there was no path to ask. */
export function askGates(path: Path | undefined, rows: readonly PolicyRow[]): readonly AskGate[] {
  if (path === undefined)
    return names.map((gate) => ({
      gate,
      state: "notReached",
      text: say("gateNotReached"),
      matched: 0,
      of: 0,
    }));
  const stopped = path.gates.find((g) => g.expression.op === "no");
  const server = rows.some((r) => r.at === "server");
  // Where two proxies ask, the figures are those of the one that stopped it, else of the server's.
  const at = stopped?.at === "gateway" || !server ? "gateway" : "server";
  return shownGates(path).map((gate): AskGate => {
    const action = gate.gate === "transport" || gate.gate === "token" ? null : actions[gate.gate];
    const own = rows.filter((r) => r.at === at && r.action === action && r.state !== "dryRun");
    const matched = own.filter((r) => r.rules.some((rule) => rule.state === "matched"));
    return { ...gate, matched: matched.length, of: own.length };
  });
}
