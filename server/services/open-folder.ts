import "server-only";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { captureSource } from "../cluster/capture/capture-source.ts";
import { scratchCopy } from "../cluster/capture/scratch-copy.ts";
import type { ClusterSource } from "../cluster/source.ts";

/** The capture that a newcomer sees. */
export const demoFolder = (): string => join(process.cwd(), "demo");

/**
 * A folder as the page shows it. Of the demo it is a copy, so that whoever tries a change leaves no dirty checkout; it lasts as long as
 * the server runs.
 */
export function openFolder(folder: string): ClusterSource {
  return isDemo(folder) ? captureSource([scratchCopy(folder)], { scratch: true }) : captureSource([folder]);
}

function isDemo(folder: string): boolean {
  try {
    return realpathSync(folder) === realpathSync(demoFolder());
  } catch {
    return false;
  }
}
