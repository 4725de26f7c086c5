import type { GraphAnswer, Problem } from "../contract/graph.ts";
import type { MeshSnapshot } from "../engine/snapshot.ts";

/** Why a source gave nothing at all. */
export interface SourceFailure {
  readonly kind: "missing" | "notAFolder" | "notReadable" | "empty";
  readonly problem: Problem;
}

/** One reading of a source. */
export interface SourceReading {
  readonly snapshot: MeshSnapshot;
  /** Name, place and age of the source, for the page's masthead. */
  readonly source: GraphAnswer["source"];
  /** Null when something was read. */
  readonly failure: SourceFailure | null;
  /** Answers of proxies' admin `/certs`, as parsed JSON, by `namespace/pod`. */
  readonly proxyCertificates: ReadonlyMap<string, unknown>;
  /** Absolute path of each file by the name that origins and problems use. */
  readonly files: ReadonlyMap<string, string>;
}

/** Where mesh facts come from. */
export interface ClusterSource {
  /**
   * The facts as they are now.
   * @returns the same reading object as long as nothing changed
   * @throws never; what is wrong is in the reading
   */
  readonly read: () => Promise<SourceReading>;
}
