import type { Finding, FindingCode } from "../../contract/findings.ts";
import type { Mesh, Workload } from "../mesh.ts";
import type { Listed } from "../policy-subject.ts";
import type { ReadKind } from "./read.ts";

export type ListedKind = Listed["kind"];
export type ObjectOf<Kind extends ListedKind> = Extract<Listed, { kind: Kind }>["object"];

/** One object, and whom it is about. */
export interface About<Kind extends ListedKind> {
  readonly mesh: Mesh;
  readonly kind: Kind;
  readonly object: ObjectOf<Kind>;
  /** Workloads that it selects, or that its hosts lead to. */
  readonly workloads: readonly Workload[];
  /** Those of them that have a proxy, so that something enforces it. */
  readonly proxies: readonly Workload[];
}

/** One question about the objects of some kinds. */
export interface Check<Kind extends ListedKind = ListedKind> {
  /** What it can find. */
  readonly codes: readonly FindingCode[];
  readonly kinds: readonly Kind[];
  /** Kinds whose absence it relies on: where they were not read it says nothing. */
  readonly needs: readonly ReadKind[];
  /** It reads the object, pods, services and MeshConfig, but no other object: what it found stays for as long as those do. */
  readonly alone?: true;
  readonly find: (about: About<Kind>) => readonly Finding[];
}
