"use client";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { PreviewAnswer } from "../../server/contract/preview.ts";
import { type Damage, damageOf } from "../change/damage.ts";
import { useDrafts } from "../change/use-drafts.ts";
import { useWords } from "../look/use-words.tsx";
import { changeChoicesQuery } from "../queries/change.ts";
import { policySourceQuery } from "../queries/policy-source.ts";
import { previewQuery } from "../queries/preview.ts";
import { rightsQuery } from "../queries/write.ts";
import { itemOf, previewDraft, type SetItem } from "./set-item.ts";

/** A set is applied in one question, which takes so many. */
export const mostDrafts = 50;

export interface ChangeSet {
  /** All drafts, those that are applied in their order first. */
  readonly items: readonly SetItem[];
  /** Those that are applied, in their order. */
  readonly chosen: readonly SetItem[];
  /** Something is still being read: what can be applied is not known yet. */
  readonly reading: boolean;
  readonly waiting: boolean;
  readonly answer: PreviewAnswer | null;
  readonly error: Error | null;
  readonly damage: Damage | null;
  readonly order: ReadonlyMap<string, PreviewAnswer["order"][number]["class"]>;
}

/**
 * The drafts of a source, judged and previewed together.
 * @param excluded keys of drafts that are left out
 */
export function useChangeSet(
  scope: string | null,
  revision: string,
  excluded: ReadonlySet<string>,
): ChangeSet {
  const words = useWords();
  const drafts = useDrafts(scope);
  const saved = useQueries({
    queries: drafts.map(({ place, name }) => ({
      ...policySourceQuery({ kind: place.kind, namespace: place.namespace, name }),
      enabled: place.operation !== "create",
      // That an object is gone is an answer.
      retry: false,
    })),
  });
  const rights = useQueries({
    queries: drafts.map(({ place }) => rightsQuery(place.kind, place.namespace)),
    combine: (all) => all.map(({ data, isPending }) => ({ data, isPending })),
  });
  const choices = useQuery(changeChoicesQuery());
  const taken = choices.data?.taken;
  const judged = useMemo(
    () =>
      drafts.map((kept, i) => {
        const { data, error } = saved[i] ?? {};
        return itemOf(kept, error ? null : data, rights[i]?.data, taken ?? [], words);
      }),
    [drafts, saved, rights, taken, words],
  );
  const reading =
    taken === undefined ||
    rights.some(({ isPending }) => isPending) ||
    drafts.some(({ place }, i) => place.operation !== "create" && saved[i]?.isPending === true);
  const ticked = reading
    ? []
    : judged.filter(({ kept, problem }) => problem === null && !excluded.has(kept.key));
  const chosen = ticked.slice(0, mostDrafts);
  const preview = useQuery(previewQuery(revision, chosen.map(previewDraft)));
  const answer = chosen.length === 0 ? null : (preview.data ?? null);
  const waiting = preview.isFetching;
  const fresh = !waiting && answer?.order.length === chosen.length;
  const order = new Map(
    fresh
      ? answer.order.flatMap((o) => (chosen[o.draft] ? [[chosen[o.draft]?.kept.key ?? "", o.class]] : []))
      : [],
  );
  const places = [...order.keys()];
  const place = ({ kept }: SetItem) => (order.has(kept.key) ? places.indexOf(kept.key) : places.length);
  return {
    items: judged.toSorted((a, b) => place(a) - place(b)),
    chosen: chosen.toSorted((a, b) => place(a) - place(b)),
    reading,
    waiting,
    answer,
    error: preview.error,
    damage: waiting || !answer?.preview ? null : damageOf(answer.preview),
    order: order as ChangeSet["order"],
  };
}
