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
  readonly clear: () => void;
}

/** Writes changes one at a time. The screen is not changed by it: the source tells what is there now. */
export function useWrite(): Writing {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [ended, setEnded] = useState<Ended | null>(null);
  const write = useCallback(
    async (change: PolicyChange) => {
      setBusy(true);
      let end: Ended;
      try {
        end = (await writeChange(change, false)).outcome;
      } catch (error) {
        const { detail, cure } = problemOf(error instanceof Error ? error : new Error(String(error)));
        end = { kind: "lost", text: detail, cure };
      }
      setBusy(false);
      setEnded(end);
      if (end.kind === "written" || end.kind === "lost") await refreshAll(client);
      return end;
    },
    [client],
  );
  return { busy, ended, write, clear: () => setEnded(null) };
}
