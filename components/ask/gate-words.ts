import type { AskAnswer, AskGate, PolicyRow } from "../../server/contract/ask.ts";
import { transportWord } from "../look/transport.ts";
import type { Words } from "../look/words.ts";

export interface GateWords {
  /** Beside the gate's name. */
  readonly value: string;
  /** The line below. */
  readonly more: string;
}

const actionOf = { custom: "CUSTOM", deny: "DENY", allow: "ALLOW" } as const;

function transportWords(gate: AskGate, { answer, server }: AskAnswer, words: Words): GateWords {
  const own = words.ask.gates.transport;
  const value = answer.transport === null ? "" : transportWord(answer.transport, words);
  if (gate.state === "stops") return { value, more: own.stops };
  if (answer.serverMode === null)
    return { value, more: server?.protocol != null ? own.gateway : own.noProxy };
  return {
    value,
    more: answer.principal === null ? own.open(answer.serverMode) : own.taken(answer.serverMode),
  };
}

function tokenWords(gate: AskGate, { token }: AskAnswer, words: Words): GateWords {
  const own = words.ask.gates.token;
  const by = token.by === null ? "" : words.ask.gates.by(`${token.by.namespace}/${token.by.name}`);
  if (token.state === "notRead" || (token.state === "none" && token.by === null))
    return { value: own.notRead, more: own.noPolicy };
  if (token.state === "none") return { value: own.none, more: gate.state === "stops" ? by : own.passes };
  if (token.state === "unknown") return { value: own.unknown, more: own.unknownKeys };
  return { value: own[token.state], more: by };
}

function policyWords(
  gate: AskGate,
  action: keyof typeof actionOf,
  rows: readonly PolicyRow[],
  words: Words,
): GateWords {
  const own = words.ask.gates;
  const figures = gate.of === 0 ? own.none : own.of(gate.matched, gate.of);
  const by = rows.find((r) => r.action === actionOf[action] && r.state === "decides");
  const name = by === undefined ? null : `${by.ref.namespace}/${by.ref.name}`;
  if (gate.of === 0) return { value: figures, more: own[action].none };
  if (gate.state === "depends") return { value: figures, more: own[action].depends };
  if (gate.state === "stops")
    return { value: figures, more: name === null ? own.allow.stops : own.stops(name) };
  if (action === "allow") return { value: figures, more: name === null ? own.allow.none : own.by(name) };
  return { value: figures, more: action === "custom" ? own.custom.passes : own.deny.passes };
}

/** What stands in the box of one gate. */
export function gateWords(gate: AskGate, answer: AskAnswer, words: Words): GateWords {
  const own = words.ask.gates;
  if (gate.state === "notReached") return { value: own.notReached, more: own.notReachedMore };
  if (gate.state === "unknown") return { value: own.unknown, more: own.unknownMore };
  if (gate.gate === "transport") return transportWords(gate, answer, words);
  if (gate.gate === "token") return tokenWords(gate, answer, words);
  return policyWords(gate, gate.gate, answer.policies, words);
}
