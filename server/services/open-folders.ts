import "server-only";
import { captureSource } from "../cluster/capture/capture-source.ts";
import type { ClusterSource } from "../cluster/source.ts";

/** A source of folders that the caller names; a later object replaces an earlier one. */
export function openFolders(folders: readonly string[]): ClusterSource {
  return captureSource(folders);
}
