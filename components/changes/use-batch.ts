"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { BatchAnswer } from "../../server/contract/write.ts";
import { writeStoredDraft } from "../change/draft.ts";
import { problemOf } from "../queries/fetch-json.ts";
import { refreshAll } from "../queries/refresh.ts";
import { writeChanges } from "../queries/write.ts";
import { changeOf, type SetItem } from "./set-item.ts";

/** How the last try ended. `lost`: no answer came, and so nobody knows here. */
export type BatchEnd =
  | { readonly kind: "answered"; readonly items: readonly SetItem[]; readonly answer: BatchAnswer }
  | { readonly kind: "lost"; readonly text: string; readonly cure: string };

export interface Batch {
  readonly busy: "apply" | "try" | null;
  readonly end: BatchEnd | null;
  readonly run: (items: readonly SetItem[], why: string, dryRun: boolean) => Promise<void>;
}

/** Applies a set of drafts, or only tries it. A draft goes when its change was written and stayed. */
export function useBatch(): Batch {
  const client = useQueryClient();
  const [busy, setBusy] = useState<Batch["busy"]>(null);
  const [end, setEnd] = useState<BatchEnd | null>(null);
  const run = async (items: readonly SetItem[], why: string, dryRun: boolean) => {
    setBusy(dryRun ? "try" : "apply");
    try {
      const answer = await writeChanges(
        items.map((item) => changeOf(item, why)),
        dryRun,
      );
      setEnd({ kind: "answered", items, answer });
      if (answer.kind === "applied") for (const { kept } of items) writeStoredDraft(kept.key, null);
    } catch (error) {
      const { detail, cure } = problemOf(error instanceof Error ? error : new Error(String(error)));
      setEnd({ kind: "lost", text: detail, cure });
    }
    setBusy(null);
    if (!dryRun) await refreshAll(client);
  };
  return { busy, end, run };
}
