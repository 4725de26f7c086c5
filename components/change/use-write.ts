"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import type { PolicyChange, WriteOutcome } from "../../server/contract/write.ts";
import { problemOf } from "../queries/fetch-json.ts";
import { refreshAll } from "../queries/refresh.ts";
import { writeChange } from "../queries/write.ts";

/** How the last write ended: `lost` when no answer came, and so nobody knows here; `refused` when the server did not take the question. */
export type Ended =
  | WriteOutcome
  | { readonly kind: "lost" | "refused"; readonly text: string; readonly cure: string };

export interface Writing {
  readonly busy: boolean;
  readonly ended: Ended | null;
  /** @returns how it ended */
  readonly write: (change: PolicyChange) => Promise<Ended>;
  /** Everything but the writing itself. */
  readonly tryIt: (change: PolicyChange) => Promise<Ended>;
  readonly clear: () => void;
}

/** Writes changes one at a time. The screen is not changed by it: the source tells what is there now. */
export function useWrite(): Writing {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [ended, setEnded] = useState<Ended | null>(null);
  const run = useCallback(
    async (change: PolicyChange, dryRun: boolean) => {
      setBusy(true);
      let end: Ended;
      try {
        end = (await writeChange(change, dryRun)).outcome;
      } catch (error) {
        const { detail, cure } = problemOf(error instanceof Error ? error : new Error(String(error)));
        end = { kind: "lost", text: detail, cure };
      }
      setBusy(false);
      setEnded(end);
      if (!dryRun && (end.kind === "written" || end.kind === "lost")) await refreshAll(client);
      return end;
    },
    [client],
  );
  const write = useCallback((change: PolicyChange) => run(change, false), [run]);
  const tryIt = useCallback((change: PolicyChange) => run(change, true), [run]);
  return { busy, ended, write, tryIt, clear: () => setEnded(null) };
}
