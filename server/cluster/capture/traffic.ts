import type { Problem } from "../../contract/graph.ts";
import type { MeshSnapshot, ObservedTraffic } from "../../engine/snapshot.ts";

export interface TrafficReading {
  readonly traffic: readonly ObservedTraffic[];
  readonly problems: readonly Problem[];
}

export function readTraffic(
  _file: { readonly text: string; readonly file: string },
  _snapshot: MeshSnapshot,
): TrafficReading {
  return { traffic: [], problems: [] };
}
