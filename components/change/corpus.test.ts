import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { en } from "../look/en/index.ts";
import { fieldOrder } from "./fields.ts";
import { at, isMap } from "./spec-view.ts";
import { editYaml, readYaml } from "./yaml-edit.ts";
import { yamlProblems } from "./yaml-problems.ts";
import type { Json, Path } from "./yaml-value.ts";

const kinds = ["AuthorizationPolicy", "PeerAuthentication", "RequestAuthentication", "DestinationRule"];
const folder = join(import.meta.dirname, "../../server/engine/conformance/corpus");

/** Every object of the four kinds that a real API server took while the cases were recorded. */
const objects = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".yaml") && /^(cases|generated)\b/.test(file) && !file.includes("rejected"))
  .flatMap((file) => {
    const content = readYaml(readFileSync(join(folder, file), "utf8")).toJS({ maxAliasCount: -1 }) as Json;
    const applied = at(content, ["apply"]);
    return (Array.isArray(applied) ? (applied as readonly Json[]) : [])
      .filter((object) => kinds.includes(String(at(object, ["kind"]))))
      .map((object) => ({
        file,
        kind: String(at(object, ["kind"])),
        object,
        // Ports as everyone writes them.
        text: stringify(object, { lineWidth: 0, indentSeq: false, version: "1.1" }).replace(
          /"(\d{1,5})":/g,
          "$1:",
        ),
      }));
  });

/** Paths of everything below `spec`, deepest last. */
function pathsIn(value: Json | undefined, path: Path): readonly Path[] {
  const inner =
    value === undefined || value === null || typeof value !== "object"
      ? []
      : Array.isArray(value)
        ? (value as readonly Json[]).flatMap((item, i) => pathsIn(item, [...path, i]))
        : Object.entries(value as Record<string, Json>).flatMap(([key, item]) =>
            pathsIn(item, [...path, key]),
          );
  return path.length > 1 ? [path, ...inner] : inner;
}

describe("every policy of the corpus", () => {
  it("is there", () => {
    for (const kind of kinds) expect(objects.filter((o) => o.kind === kind).length, kind).toBeGreaterThan(10);
  });

  it("has nothing to be told: the API server took it", () => {
    const wrong = objects.flatMap(({ file, kind, text }) =>
      yamlProblems(text, kind, en.change).map(
        ({ from, to, text: said }) => `${file} ${text.slice(from, to)}: ${said}`,
      ),
    );
    expect(wrong).toEqual([]);
  });

  it("is letter by letter the same after its upper fields were set to what they are", () => {
    for (const { object, text } of objects)
      for (const path of pathsIn(at(object, ["spec"]), ["spec"]).filter(({ length }) => length < 4))
        expect(editYaml(text, { kind: "set", path, value: at(object, path) as Json }, fieldOrder)).toBe(text);
  });

  it("is letter by letter the same after each item and field was taken out and put back", () => {
    let put = 0;
    // All written cases; of the generated ones, which repeat each other, some.
    for (const { file, object, text } of objects.filter((o, i) => o.file.startsWith("cases") || i % 12 === 0))
      for (const path of pathsIn(at(object, ["spec"]), ["spec"])) {
        const value = at(object, path) as Json;
        const parent = at(object, path.slice(0, -1));
        const key = path.at(-1);
        // A key comes back as the last one, so only those that were last are judged by the letter.
        if (typeof key === "string" && isMap(parent) && Object.keys(parent).at(-1) !== key) continue;
        const without = editYaml(text, { kind: "delete", path });
        const again =
          typeof key === "number"
            ? editYaml(without, { kind: "insert", path: path.slice(0, -1), index: key, value })
            : editYaml(without, { kind: "set", path, value });
        expect(readYaml(again).toJS(), `${file} ${path.join(".")}`).toEqual(object);
        put++;
        expect(again.split("\n").toSorted()).toEqual(text.split("\n").toSorted());
      }
    expect(put).toBeGreaterThan(300);
  });
});
