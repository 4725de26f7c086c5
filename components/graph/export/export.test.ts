import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allWords } from "../../look/all-words.ts";
import { buildScene } from "../build-scene.ts";
import { exampleAnswer, exampleNode } from "../example.test-data.ts";
import { fold } from "../fold.ts";
import { foldedLooks } from "../folded-look.ts";
import { nodeLooks } from "../node-look.ts";
import type { Palette } from "../palette.ts";
import type { Picture } from "../picture.ts";
import type { RouteEnd } from "../routes.ts";
import { shown } from "../shown.ts";
import { readViewState } from "../view-state.ts";
import { fileName, toJson, toSvg } from "./formats.ts";
import { escapeXml } from "./svg-pen.ts";

const words = allWords.en;
const families = {
  allowed: "#00916a",
  denied: "#c43a00",
  depends: "#bb8400",
  unknown: "#7d828a",
  disagrees: "#b8006f",
};
const palette: Palette = {
  canvas: "#ffffff",
  box: "#f6f7f9",
  boxBorder: "#c9cdd3",
  node: "#fffffe",
  nodeBorder: "#858b94",
  text: "#151515",
  subtle: "#5c6169",
  link: "#0066cc",
  glyph: "#43484f",
  haloOpacity: 0.2,
  disagreesMark: "#ffffff",
  line: families,
  tint: families,
  ink: families,
};
const about = {
  source: exampleAnswer.source,
  revision: "r7",
  view: readViewState(new URLSearchParams("q=x&outcome=denied&fold=b")),
  at: new Date("2026-11-24T09:12:05Z"),
};

function pictureOf(answer = exampleAnswer, folded: readonly string[] = []): Picture {
  const drawing = fold(shown(answer, { namespaces: null, outcomes: [] }), new Set(folded), words);
  const looks = [
    ...nodeLooks(drawing.nodes, drawing.namespaces, words),
    ...foldedLooks(drawing.folded, words),
  ];
  const boxes = new Map(
    looks.map(({ id, width, height, kind }, i): [string, RouteEnd] => [
      id,
      { x: i * 260, y: (i % 2) * 150, width, height, kind },
    ]),
  );
  const { scene, ways } = buildScene(drawing, looks, boxes, false, words);
  return { drawing, scene: { ...scene, raised: new Set(), cursor: null }, ways, palette };
}

describe("SVG", () => {
  it("holds every name as text and every line in the colour of its outcome", () => {
    const svg = toSvg(pictureOf(), about);
    for (const name of ["x", "y", "z", "a", "b", "outside"]) expect(svg).toContain(`>${name}</text>`);
    expect(svg).toContain(`stroke="${families.denied}"`);
    expect(svg).toContain(`stroke="${families.allowed}"`);
    expect(svg).toContain(`fill="${families.disagrees}"`);
    expect(svg).not.toContain("<image");
    expect(svg).toContain("revision r7");
  });

  it("dashes plaintext, and draws a tee, a cross and an open lock as the canvas does", () => {
    const svg = toSvg(pictureOf(), about);
    expect(svg).toMatch(/stroke="#c43a00"[^>]*stroke-dasharray=/);
    expect(svg).toMatch(/stroke="#c43a00" stroke-width="3.4"/);
    expect(svg).toMatch(/stroke="#c43a00" stroke-width="3" stroke-linecap="round"/);
    expect(svg).toContain("M1.5 5.4 H10.5 V11.4 H1.5 Z");
  });

  it("says the sums of a roll and the name of a folded namespace", () => {
    const svg = toSvg(pictureOf(exampleAnswer, ["a", "b"]), about);
    expect(svg).toContain(">1 denied · 1 allowed</text>");
    expect(svg).toContain(">2 workloads</text>");
  });

  it("escapes whatever a cluster calls its things: the file stays well-formed", () =>
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        const text = escapeXml(name);
        expect(text).not.toMatch(/[<>"']/);
        expect(text.replace(/&#\d+;/g, "")).not.toContain("&");
        // biome-ignore lint/suspicious/noControlCharactersInRegex: just these must be gone
        expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
        expect(text.isWellFormed()).toBe(true);
      }),
    ));

  it("keeps a hostile name harmless", () => {
    const nodes = exampleAnswer.nodes.map((node) =>
      node.id === "a/x" ? exampleNode("a/x", { name: `<a onload="b">&` }) : node,
    );
    const svg = toSvg(pictureOf({ ...exampleAnswer, nodes }), about);
    expect(svg).not.toContain("<a ");
    expect(svg).toContain("&#60;a onload=&#34;b&#34;&#62;&#38;");
  });

  it("has no number that is none", () => {
    expect(toSvg(pictureOf(), about)).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe("JSON", () => {
  it("has nodes, edges with their verdicts, positions, filters, revision and time", () => {
    const content = JSON.parse(toJson(pictureOf(exampleAnswer, ["b"]), about));
    expect(content.revision).toBe("r7");
    expect(content.exportedAt).toBe("2026-11-24T09:12:05.000Z");
    expect(content.filters).toMatchObject({ outcomes: ["denied"], fold: { mode: "only", names: ["b"] } });
    expect(content.nodes.find(({ id }: { id: string }) => id === "a/y").position).toEqual({ x: 260, y: 150 });
    const all = [
      ...content.edges,
      ...content.rolledUp.flatMap(({ edges }: { edges: unknown[] }) => edges),
      ...content.folded.flatMap(({ inside }: { inside: unknown[] }) => inside),
    ];
    expect(all.map(({ id, outcome }) => [id, outcome]).toSorted()).toEqual(
      exampleAnswer.edges.map(({ id, outcome }) => [id, outcome]).toSorted(),
    );
  });
});

it("a file is named after source and time, whatever the source is called", () => {
  const named = (name: string) =>
    fileName({ source: { ...exampleAnswer.source, name }, at: about.at }, "svg");
  expect(named("Demo capture")).toBe("sekisho-demo-capture-20261124-091205Z.svg");
  expect(named("../../etc/passwd\n")).toBe("sekisho-etc-passwd-20261124-091205Z.svg");
  expect(named("関所")).toBe("sekisho-mesh-20261124-091205Z.svg");
});
