import type { AskAnswer } from "../../server/contract/ask.ts";
import type { Words } from "../look/words.ts";
import { gateWords } from "./gate-words.ts";
import { answerSentence, wantedWords } from "./sentence.ts";

/** The whole answer as plain text, for a ticket or a chat. It holds no token. */
export function answerAsText(answer: AskAnswer, address: string, words: Words): string {
  const { caller, server, policies, answer: verdict } = answer;
  const who = caller.from ?? caller.account ?? "";
  const misses = policies.flatMap((p) =>
    p.rules.map((rule) => {
      const miss =
        rule.miss === null
          ? ""
          : `: ${rule.miss.field} ${wantedWords(rule.miss, words)}, ${words.ask.was} ${rule.miss.was}`;
      const state = rule.state === "missed" && rule.miss !== null ? "" : ` ${words.ask.rowState[p.state]}`;
      return `  ${p.action} ${p.ref.namespace}/${p.ref.name} ${words.ask.rule(rule.rule)}${miss}${state}`;
    }),
  );
  const lines = [
    `${who} -> ${server === null ? "?" : `${server.id}, ${words.drawer.port(server.workloadPort)}`}`,
    `${words.outcome[verdict.outcome].word}. ${answerSentence(answer, words)}`,
    ...(answer.seenText === null
      ? []
      : [`${words.ask.seen}: ${answer.seenText} (${answer.seenSource ?? ""})`]),
    ...(verdict.condition === null ? [] : [verdict.condition]),
    ...(verdict.because === null ? [] : [verdict.because]),
    "",
    `${words.drawer.gates}:`,
    ...answer.gates.map((gate) => {
      const { value, more } = gateWords(gate, answer, words);
      return `  ${words.drawer.gate[gate.gate]} ${value}, ${more}`;
    }),
    ...(misses.length === 0 ? [] : ["", `${words.ask.misses}:`, ...misses]),
    "",
    `${words.drawer.why}:`,
    ...verdict.steps.map((step, i) => {
      const place =
        step.file === null ? "" : ` (${step.line === null ? step.file : `${step.file}:${step.line}`})`;
      return `  ${i + 1}. ${step.text}${place}`;
    }),
    "",
    answer.curl,
    address,
  ];
  return lines.join("\n");
}
