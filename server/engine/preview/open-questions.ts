import type { OpenQuestion } from "../../contract/preview.ts";

/** What was not compared, each reason once, with the servers and the number of edges that it is about. */
export class Open {
  readonly #found = new Map<string, { question: OpenQuestion; servers: Set<string>; edges: number }>();

  add(code: OpenQuestion["code"], text: string, server: string, edges: number): void {
    const key = `${code} ${text}`;
    const known = this.#found.get(key) ?? {
      question: { code, text, servers: [], edges: 0 },
      servers: new Set<string>(),
      edges: 0,
    };
    known.servers.add(server);
    known.edges += edges;
    this.#found.set(key, known);
  }

  list(): readonly OpenQuestion[] {
    return [...this.#found.values()].map(({ question, servers, edges }) => ({
      ...question,
      servers: [...servers],
      edges,
    }));
  }
}

/** The sentence for each gap of a comparison. */
export const gapText = {
  limit: "previewLimit",
  token: "previewToken",
  metadata: "previewMetadata",
  attribute: "previewAttribute",
  noRequest: "previewNoRequest",
} as const;
