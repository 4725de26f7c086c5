import "server-only";
import { captureFiles, writeCapture } from "../cluster/capture/write-capture.ts";
import { type LiveOptions, liveSource } from "../cluster/kubernetes/live-source.ts";
import { tell } from "../contract/text.ts";
import { readSource } from "./read-source.ts";
import { failed, ok, type Result } from "./result.ts";

/** What was written. */
export interface Captured {
  readonly folder: string;
  readonly files: number;
  readonly objects: number;
  /** Sentences about what could not be read. */
  readonly unread: readonly string[];
}

/**
 * Writes what a live cluster holds now into a folder, without anything that is a secret.
 * @param takenAt RFC 3339
 */
export async function captureCluster(
  options: LiveOptions,
  folder: string,
  takenAt: string,
): Promise<Result<Captured>> {
  const source = liveSource({ ...options, whole: true });
  try {
    const objects = await source.objects();
    const result = await readSource(source);
    if (!result.ok) return result;
    const { snapshot, source: about } = result.value;
    // A file is written for any reader, and in one language.
    const coverage = tell(snapshot.coverage, "en");
    const files = captureFiles({
      objects,
      coverage,
      from: about.name,
      istioVersion: about.istioVersion,
      trustDomain: about.trustDomain,
      takenAt,
    });
    const refused = writeCapture(folder, files);
    if (refused !== null) return failed("invalid", refused.detail, refused.cure);
    const unread = coverage.flatMap(({ state, because }) => (state === "absent" ? [] : (because ?? [])));
    return ok({ folder, files: files.size, objects: objects.length, unread });
  } finally {
    source.close();
  }
}
