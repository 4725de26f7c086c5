import type { GraphAnswer, Problem } from "../contract/graph.ts";
import type { CollectionState, SourceHealth } from "../contract/sources.ts";
import type { MeshSnapshot } from "../engine/snapshot.ts";
import type { CertificateActor } from "./certificate-actor.ts";
import type { PolicyWriter } from "./policy-writer.ts";
import type { AskProxy } from "./proxy-dump.ts";

/** Why a source gave nothing, or not all of it. */
export interface SourceFailure {
  readonly kind: "missing" | "notAFolder" | "notReadable" | "empty" | "unreachable";
  readonly problem: Problem;
}

/** Where one object stands in the files of a source. */
export interface ObjectPlace {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly file: string;
  /** 1-based line of the object. */
  readonly line: number;
  /** Path of the object within its document: "" or, in a list, `items[3]`. */
  readonly itemPath: string;
}

/** One reading of a source. */
export interface SourceReading {
  readonly snapshot: MeshSnapshot;
  /** Name, place and age of the source, for the page's masthead. */
  readonly source: GraphAnswer["source"];
  /** Null when everything that was named could be opened. */
  readonly failure: SourceFailure | null;
  /** What is public of proxies' admin `/certs`, as parsed JSON, by `namespace/pod`. */
  readonly proxyCertificates: ReadonlyMap<string, unknown>;
  /** The same of their `/config_dump`: secrets of an Envoy, certificates of a ztunnel. */
  readonly proxySecrets: ReadonlyMap<string, unknown>;
  /** Absolute path of each file by the name that origins and problems use. */
  readonly files: ReadonlyMap<string, string>;
  /** Every object that counts, also those that could not be decoded. */
  readonly places: readonly ObjectPlace[];
}

/** The YAML or JSON text of one object as it stands in the source. */
export interface ObjectText {
  readonly file: string;
  /** 1-based line in the file of the text's first line. */
  readonly firstLine: number;
  readonly text: string;
}

/** Where mesh facts come from. */
export interface ClusterSource {
  /**
   * The facts as they are now.
   * @returns the same reading object as long as nothing changed
   * @throws never; what is wrong is in the reading
   */
  readonly read: () => Promise<SourceReading>;
  /**
   * The text of one object; null when the source does not have it, or it went away since.
   * @throws never
   */
  readonly readText: (kind: string, namespace: string, name: string) => Promise<ObjectText | null>;
  /**
   * Tells the reading as it is now, and then each one whose content is another: many changes in a burst are one.
   * @returns stops; may be called twice
   * @throws never
   */
  readonly watch: (changed: (reading: SourceReading) => void) => () => void;
  /** Writes policies there; null for a source that cannot be written at all. */
  readonly writer: PolicyWriter | null;
  /** Asks a proxy for its certificates; null where none runs. */
  readonly askProxy: AskProxy | null;
  /** Does what may be done about certificates; null where nothing runs. */
  readonly actor: CertificateActor | null;
  /** How well it is known now; asks nothing of anyone. */
  readonly health: () => SourceHealth;
  /** How each collection is read; empty for a source that is not followed collection by collection. */
  readonly collections: () => readonly CollectionState[];
  /** Ends every connection and watch; nothing is read any more. May be called twice. */
  readonly close: () => void;
}
