import { z } from "zod";
import type { GraphAnswer } from "./graph.ts";
import type { PackedGraph } from "./packed-graph.ts";
import { type DraftProblem, previewQuestion } from "./preview.ts";

/** What `POST /api/graph` reads: drafts that are put in together, and workloads (`namespace/name`) of which all possible peers are wanted. */
export const draftGraphQuestion = previewQuestion.extend({
  asked: z.array(z.string().min(1).max(512)).max(50).default([]),
});

/** The graph as it would be. */
export interface DraftGraph<Form = GraphAnswer> {
  /** Of the source as it is. */
  readonly revision: string;
  readonly problems: readonly DraftProblem[];
  /** Null when a draft cannot be read. */
  readonly graph: Form | null;
}

export type PackedDraftGraph = DraftGraph<PackedGraph>;
