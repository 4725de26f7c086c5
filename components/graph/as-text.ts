import type { EdgeDetails } from "../../server/contract/graph.ts";
import type { Step } from "../../server/contract/verdict.ts";
import type { Words } from "../look/words.ts";

const where = ({ policy, file, line }: Step): string => {
  if (policy === null) return "";
  const place = file === null ? "" : ` (${line === null ? file : `${file}:${line}`})`;
  return ` [${policy.kind} ${policy.namespace}/${policy.name}${place}]`;
};

const numbered = (steps: readonly Step[], indent: string, words: Words): string[] =>
  steps.map(
    (step, i) =>
      `${indent}${i + 1}. ${step.text}${where(step)}${step.state === "notReached" ? ` (${words.drawer.notReached})` : ""}`,
  );

/** The whole explanation of an edge as plain text, for a ticket or a chat. */
export function edgeAsText(details: EdgeDetails, address: string, words: Words): string {
  const { edge } = details;
  const seen =
    details.seenText === null
      ? []
      : [
          `${words.drawer.seen}: ${details.seenText}${details.seenSource === null ? "" : ` (${details.seenSource})`}`,
        ];
  const lines = [
    `${edge.client} -> ${edge.server}, ${words.drawer.port(edge.workloadPort)}`,
    `${words.outcome[edge.outcome].word}. ${details.sentence}`,
    ...seen,
    ...(details.because === null ? [] : [details.because]),
    "",
    `${words.drawer.why}:`,
    ...numbered(details.steps, "  ", words),
    ...details.endpoints.flatMap((endpoint) => [
      "",
      `${endpoint.pod}: ${words.outcome[endpoint.outcome].word}`,
      ...numbered(endpoint.steps, "  ", words),
    ]),
    "",
    `${words.drawer.client}: ${details.clientSpiffeId ?? words.drawer.noClientIdentity}`,
    `${words.drawer.server}: ${details.serverSpiffeId ?? words.drawer.noServerIdentity}`,
    ...(details.xForwardedClientCert === null
      ? []
      : [`${words.drawer.xfcc}: ${details.xForwardedClientCert}`]),
    ...(details.traffic === null ? [] : [`${words.drawer.traffic}: ${details.traffic}`]),
    "",
    details.curl,
    address,
  ];
  return lines.join("\n");
}
