"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { withSource } from "../address/page-source.ts";
import { problemOf } from "../queries/fetch-json.ts";
import { graphQuery } from "../queries/graph.ts";
import { startStory, storyAnswersQuery } from "../queries/story.ts";
import { writeProgress } from "./progress.ts";
import { type Ends, storyGraph, storyRequests } from "./steps.ts";

/** How the story's requests end in the source of this page, as the engine says. */
export function useEnds(): { readonly ends: Ends; readonly waiting: boolean } {
  const graph = useQuery(graphQuery([]));
  const revision = graph.data?.revision;
  const answers = useQuery({
    ...storyAnswersQuery(revision ?? "", storyRequests),
    enabled: revision !== undefined,
  });
  const ends: Ends = Object.fromEntries(
    (answers.data?.answers ?? []).map(({ id, outcome, transport, seen }) => [
      id,
      { outcome, transport, seen },
    ]),
  );
  return { ends, waiting: answers.isPlaceholderData || answers.data === undefined };
}

export interface Begin {
  readonly busy: boolean;
  /** Why the server begins none. */
  readonly problem: { readonly detail: string; readonly cure: string } | null;
  /** @param ends the story that is over with it */
  readonly begin: (ends: string | null) => Promise<void>;
}

/** Begins the story, and goes to its graph: another source is another document. */
export function useBegin(): Begin {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Begin["problem"]>(null);
  const begin = async (ends: string | null) => {
    setBusy(true);
    setProblem(null);
    try {
      const { source } = await startStory(ends);
      if (ends !== null) (await import("../change/draft.ts")).forgetDrafts(`${ends} `);
      writeProgress({ source, step: 0, before: {}, folded: false });
      window.location.assign(withSource(storyGraph, source));
    } catch (error) {
      setProblem(problemOf(error instanceof Error ? error : new Error(String(error))));
      setBusy(false);
    }
  };
  return { busy, problem, begin };
}
