"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { GraphAnswer } from "../../server/contract/graph.ts";
import type { DraftProblem, Preview } from "../../server/contract/preview.ts";
import { pageSource } from "../address/page-source.ts";
import { draftScope } from "../change/draft-key.ts";
import { useDrafts } from "../change/use-drafts.ts";
import { previewDraft } from "../changes/set-item.ts";
import { graphQuery } from "../queries/graph.ts";
import { draftGraphQuery, previewQuery } from "../queries/preview.ts";
import { type Sides, sidesOf } from "./sides.ts";

export interface PreviewedGraph {
  readonly sides: Sides | null;
  readonly waiting: boolean;
  /** How many drafts it is of. */
  readonly drafts: number;
  /** Names of drafts that the address names and this browser does not have. */
  readonly missing: readonly string[];
  readonly problems: readonly DraftProblem[];
  /** Edges that flip and are not drawn, since nothing was observed on them and nothing names them. */
  readonly notDrawn: number;
  readonly error: Error | null;
}

/** More edges than that are no picture; the list of the preview has them. */
const mostPossible = 4000;
const mostAsked = 50;

/**
 * The graph with the drafts that the address names, beside the graph as it is.
 * @param names see draftKey, without the scope
 * @param askedNow workloads of which all possible peers are wanted
 * @param all draw flips of edges that are just possible too, also where others flip
 */
export function usePreviewedGraph(
  answer: GraphAnswer,
  names: readonly string[],
  askedNow: readonly string[],
  all: boolean,
): PreviewedGraph {
  // Another side is another address, and no other question.
  const spelled = askedNow.join("\n");
  const asked = useMemo(() => (spelled === "" ? [] : spelled.split("\n")), [spelled]);
  const scope = draftScope(pageSource(), answer.source.name);
  const kept = useDrafts(scope);
  const chosen = useMemo(() => {
    const wanted = new Set(names);
    return kept.filter(({ key }) => wanted.has(key.slice(scope.length)));
  }, [kept, names, scope]);
  const bodies = useMemo(
    () => chosen.filter(({ name }) => name !== "").map((draft) => previewDraft({ kept: draft })),
    [chosen],
  );
  const there = new Set(chosen.map(({ key }) => key.slice(scope.length)));
  const preview = useQuery(previewQuery(answer.revision, bodies));
  const told = preview.isPlaceholderData ? null : (preview.data?.preview ?? null);
  const possible = useMemo(() => {
    const seen = told === null ? 0 : told.counts.observed + told.counts.named;
    return all || seen === 0 ? serversOf(told, answer.nodes.length) : [];
  }, [all, told, answer.nodes.length]);
  const both = useMemo(() => [...new Set([...asked, ...possible])].slice(0, mostAsked), [asked, possible]);
  const enabled = told !== null && bodies.length > 0;
  const before = useQuery({ ...graphQuery(both), enabled });
  const after = useQuery({ ...draftGraphQuery(answer.revision, bodies, both), enabled });
  const now = before.isPlaceholderData ? undefined : before.data;
  const then = after.data?.graph ?? undefined;
  const fits = enabled && now !== undefined && now.revision === after.data?.revision;
  const sides = useMemo(
    () => (fits && then !== undefined ? sidesOf(now, then, asked) : null),
    [fits, now, then, asked],
  );
  return {
    sides,
    waiting: bodies.length > 0 && sides === null && preview.data?.preview !== null,
    drafts: chosen.length,
    missing: names.filter((name) => !there.has(name)),
    problems: preview.data?.problems.filter(({ note }) => !note) ?? [],
    notDrawn: sides === null ? 0 : Math.max(0, flipsOf(told) - sides.flips.length),
    error: preview.error ?? after.error,
  };
}

/** Servers with flips of callers that are just possible, as many as a picture bears. */
function serversOf(preview: Preview | null, nodes: number): readonly string[] {
  const servers = (preview?.servers ?? []).flatMap(({ server, flips }) =>
    flips.some(({ via, callers }) => via === "service" && callers.some((c) => c.evidence === "possible"))
      ? [server]
      : [],
  );
  return servers.slice(0, Math.max(1, Math.floor(mostPossible / Math.max(1, nodes))));
}

const flipsOf = (preview: Preview | null): number =>
  preview === null ? 0 : preview.counts.observed + preview.counts.named + preview.counts.possible;
