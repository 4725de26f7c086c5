"use client";
import { setPart } from "./form.ts";
import { isMap } from "./spec-view.ts";
import { YamlPart } from "./YamlPart.tsx";
import type { Json, Path, YamlEdit } from "./yaml-value.ts";

/** The fields of a map that no control shows, each as YAML in place. */
export function OtherFields({
  value,
  path,
  known,
  edit,
}: {
  value: Json | undefined;
  path: Path;
  known: readonly string[];
  edit: (edit: YamlEdit) => void;
}) {
  if (!isMap(value)) return null;
  return (
    <>
      {Object.keys(value)
        .filter((key) => !known.includes(key))
        .map((key) => (
          <YamlPart
            key={key}
            label={key}
            value={value[key]}
            onChange={(next) => edit(setPart([...path, key], next))}
          />
        ))}
    </>
  );
}
