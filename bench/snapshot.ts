import { assembleSnapshot } from "../server/cluster/capture/assemble.ts";
import type { ManifestObject } from "../server/cluster/capture/manifest-text.ts";
import { parseText } from "../server/cluster/capture/yaml-text.ts";
import { decodeObject } from "../server/cluster/decode/object.ts";
import type { MeshSnapshot } from "../server/engine/snapshot.ts";
import type { GeneratedMesh } from "./generate.ts";

/** The mesh as the engine reads it: decoded by the product's own decoder. */
export function snapshotOf({ manifests, traffic }: GeneratedMesh, revision: string): MeshSnapshot {
  const objects = manifests.map((manifest, index): ManifestObject => {
    const file = "generated.yaml";
    const line = index + 1;
    const place = { origin: { file, line }, lineOf: () => null };
    const result = decodeObject(manifest, place, (text) => {
      const parsed = parseText(text);
      return parsed.kind === "broken" ? { error: parsed.text } : { value: parsed.value };
    });
    if (result.kind !== "decoded")
      throw new Error(`A generated object is ${result.kind}: ${JSON.stringify(result)}`);
    return { ref: result.ref, result, file, line, itemPath: "", problems: [] };
  });
  const merged = { objects, duplicates: [] };
  const snapshot = assembleSnapshot({ revision, merged, coverage: [], problems: [], trustDomain: null });
  return { ...snapshot, traffic };
}
