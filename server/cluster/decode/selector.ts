import type { Selector, TargetRef } from "../../engine/objects.ts";
import type { Field } from "./field.ts";

/**
 * `selector.matchLabels` of a policy.
 * @returns null when there is no selector, {} when it selects by no label
 */
export function decodeMatchLabels(selector: Field): Selector | null {
  return selector.absent ? null : decodeSelectorLabels(selector.at("matchLabels"));
}

/** Labels to select by; the API server refuses stars and empty keys. */
export function decodeSelectorLabels(labels: Field): Selector {
  for (const [key, field] of labels.entries()) {
    if (key === "" || key.includes("*"))
      field.fail(
        "has a star or nothing as its key",
        "Write the label's full key: selectors know no wildcards.",
      );
    if (field.string().includes("*"))
      field.fail("has a star", "Write the label's full value: selectors know no wildcards.");
  }
  return labels.stringMap();
}

/** `targetRefs`, or the older `targetRef`, with the policy's own namespace filled in. */
export function decodeTargetRefs(spec: Field, namespace: string): readonly TargetRef[] {
  const given = ["selector", "targetRef", "targetRefs"].filter((key) => spec.has(key));
  if (given.length > 1)
    spec.fail(`has ${given.join(" and ")}`, "Keep one way to attach the policy: selector or targetRefs.");
  const many = spec.at("targetRefs").list();
  const refs = many.length > 0 || !spec.has("targetRef") ? many : [spec.at("targetRef")];
  return refs.map((ref) => {
    if (ref.at("namespace").stringOr("") !== "")
      ref
        .at("namespace")
        .fail("names a namespace", "Remove it: a targetRef stays in the policy's namespace.");
    return {
      group: ref.at("group").stringOr(""),
      kind: ref.at("kind").string(),
      name: ref.at("name").string(),
      namespace,
    };
  });
}
