import "server-only";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { captureSource } from "../cluster/capture/capture-source.ts";
import { type OwnCopy, ownCopy } from "../cluster/capture/own-copy.ts";
import type { ClusterSource } from "../cluster/source.ts";
import type { OfferedSource } from "./source-offer.ts";

/** The stories that are being replayed on this server, each on a copy of its own. */
export interface Stories {
  /** @returns id of the new one; null when all that there may be are looked at */
  readonly begin: (isLookedAt: (id: string) => boolean) => string | null;
  readonly end: (id: string) => void;
  /** Known to those who know the id, and in no list. */
  readonly sources: () => readonly OfferedSource[];
}

/** How many there may be at once. */
export const mostStories = 8;

/** The story begins before its namespace had any policy. */
const without = [join("manifests", "policies", "sambaiz.yaml")];

/** Who called the story's server was recorded under the policies that it begins without: what came of those calls is told by the engine. */
function isOfStory(series: unknown): boolean {
  const { metric } = series as { readonly metric?: Readonly<Record<string, string>> };
  return metric?.destination_workload_namespace === "sambaiz";
}

function otherFiles(demo: string): Readonly<Record<string, string>> {
  const json = (name: string): unknown => JSON.parse(readFileSync(join(demo, name), "utf8"));
  const traffic = json("traffic.json") as { data: { result: readonly unknown[] } };
  const result = traffic.data.result.filter((series) => !isOfStory(series));
  return {
    "mesh.json": JSON.stringify({ ...(json("mesh.json") as object), name: "Story" }),
    "traffic.json": JSON.stringify({ ...traffic, data: { ...traffic.data, result } }),
  };
}

/** @param demo the capture that is copied */
export function stories(demo: string): Stories {
  const open = new Map<string, { readonly copy: OwnCopy; readonly offered: OfferedSource }>();
  const end = (id: string) => {
    open.get(id)?.copy.remove();
    open.delete(id);
  };
  return {
    end,
    sources: () => [...open.values()].map(({ offered }) => offered),
    begin: (isLookedAt) => {
      if (open.size >= mostStories) {
        // In the order in which they began.
        const oldest = [...open.keys()].find((id) => !isLookedAt(id));
        if (oldest === undefined) return null;
        end(oldest);
      }
      const id = `story.${randomBytes(16).toString("base64url")}`;
      const copy = ownCopy(demo, without, otherFiles(demo));
      const offered = { id, kind: "story", name: "Story", given: true, open: () => sourceOf(copy) } as const;
      open.set(id, { copy, offered: { ...offered, cluster: null, user: null, problem: null } });
      return id;
    },
  };
}

const sourceOf = ({ folder }: OwnCopy): ClusterSource => captureSource([folder], { scratch: true });
