import "server-only";
import { type LiveOptions, type LiveSource, liveSource } from "../cluster/kubernetes/live-source.ts";

/** A source of a live cluster; whoever is done with it closes it. */
export function openLive(options: LiveOptions): LiveSource {
  return liveSource(options);
}
