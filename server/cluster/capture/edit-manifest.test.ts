import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { removeObject, replaceObject } from "./edit-manifest.ts";
import { readManifestText } from "./manifest-text.ts";
import { findSpan, shownText } from "./object-span.ts";

const policy = (name: string, mode: string) =>
  `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: ${name}, namespace: shop}\nspec:\n  mtls:\n    mode: ${mode}\n`;
const strict = policy("cart", "STRICT");

/** Where an object stands, found as the product finds it. */
function spotOf(file: string, name: string) {
  const found = readManifestText(file.replace(/^\uFEFF/, ""), "f.yaml", false).objects.findLast(
    ({ ref }) => ref.name === name,
  );
  if (found === undefined) throw new Error(`no ${name} in ${file}`);
  return { line: found.line, itemPath: found.itemPath };
}
const replaced = (file: string, next: string, name = "cart") => {
  const edited = replaceObject(file, spotOf(file, name), next);
  return edited.kind === "edited" ? edited.text : edited.kind;
};
const removed = (file: string, name = "cart") => {
  const edited = removeObject(file, spotOf(file, name));
  return edited.kind === "edited" ? edited.text : edited.kind;
};

const others = `# licence\n${policy("a", "STRICT")}# end of a\n`;
const cart = policy("cart", "PERMISSIVE");

describe("an object that is replaced", () => {
  it.each([
    ["alone", cart, strict],
    ["alone, without a line end at the end", cart.trimEnd(), strict.trimEnd()],
    [
      "in the middle",
      `${others}---\n${cart}---\n${policy("b", "UNSET")}`,
      `${others}---\n${strict}---\n${policy("b", "UNSET")}`,
    ],
    [
      "behind a comment on the separator",
      `${others}--- # second\n\n${cart}\n\n--- # third\n`,
      `${others}--- # second\n\n${strict}\n\n--- # third\n`,
    ],
    ["after a directive", `%YAML 1.1\n---\n${cart}`, `%YAML 1.1\n---\n${strict}`],
    [
      "in braces on the line of the separator",
      `${others}--- {apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: cart, namespace: shop}}\n`,
      `${others}---\n${strict}`,
    ],
    ["beside a document that is broken", `a: [\n---\n${cart}`, `a: [\n---\n${strict}`],
  ])("%s leaves the rest of its file", (_, file, wanted) => {
    expect(replaced(file, strict)).toBe(wanted);
  });

  it("keeps Windows line ends and a byte order mark", () => {
    const windows = (text: string) => `\uFEFF${text.replaceAll("\n", "\r\n")}`;
    expect(replaced(windows(`${others}---\n${cart}`), strict)).toBe(windows(`${others}---\n${strict}`));
    expect(replaced(windows(cart), strict.replaceAll("\n", "\r\n"))).toBe(windows(strict));
  });

  it("in a file of both line ends changes only the lines that differ", () => {
    const mixed = cart.replace("kind: PeerAuthentication\n", "kind: PeerAuthentication\r\n");
    expect(replaced(mixed, strict)).toBe(mixed.replace("PERMISSIVE", "STRICT"));
  });

  const list = (entries: readonly string[], head = "apiVersion: v1\nkind: List\nitems:\n") =>
    head + entries.map((entry) => `  # before\n  - ${entry.trimEnd().replaceAll("\n", "\n    ")}\n`).join("");

  it("in a list is indented as its neighbours are, whose comments stay", () => {
    const file = list([policy("a", "STRICT"), cart, policy("b", "UNSET")]);
    expect(replaced(file, strict)).toBe(list([policy("a", "STRICT"), strict, policy("b", "UNSET")]));
    const text = `# why\n${strict}`;
    expect(replaced(file, text)).toBe(list([policy("a", "STRICT"), text, policy("b", "UNSET")]));
  });

  it("in a list, with an anchor that another entry uses, is left alone", () => {
    const file = list([
      cart.replace("spec:\n", "spec: &spec\n"),
      `${policy("b", "x").split("spec:")[0]}spec: *spec\n`,
    ]);
    expect(replaced(file, strict)).toBe(
      file.replace("PERMISSIVE", "STRICT").includes("*spec") ? "unsafe" : "",
    );
    expect(replaced(file, cart.replace("spec:\n", "spec: &spec\n"))).toBe(file);
    expect(removed(file)).toBe("unsafe");
  });

  const json = (step: string | number, ...modes: readonly string[]) =>
    `${JSON.stringify(
      {
        kind: "List",
        apiVersion: "v1",
        items: modes.map((mode, i) => ({
          apiVersion: "security.istio.io/v1",
          kind: "PeerAuthentication",
          metadata: { name: i === 1 ? "cart" : `other-${i}`, namespace: "shop" },
          spec: { mtls: { mode } },
        })),
      },
      null,
      step,
    )}\n`;

  it.each([[2], [4], ["\t"], [0]])("in JSON with a step of %j stays JSON with that step", (step) => {
    const file = json(step, "STRICT", "PERMISSIVE", "UNSET");
    const wanted = json(step, "STRICT", "STRICT", "UNSET");
    expect(replaced(file, strict)).toBe(wanted);
    const spot = spotOf(file, "cart");
    const span = findSpan(file, spot.line, spot.itemPath);
    const shown = span === null ? "" : shownText(file, span);
    expect(replaced(file, shown.replace("PERMISSIVE", "STRICT"))).toBe(wanted);
    expect(removed(file)).toBe(
      step === 0
        ? json(0, "STRICT", "x", "UNSET").replace(
            /\{"apiVersion":"[^"]*","kind":"[^"]*","metadata":\{"name":"cart".*?\}\}\},/,
            "",
          )
        : removedJson(file),
    );
  });

  /** Without the lines of the second entry. */
  const removedJson = (file: string) => {
    const lines = file.split("\n");
    const at = lines.findIndex((line) => line.includes("cart")) - 4;
    const end = lines.findIndex((line, i) => i > at && line === `${/^\s*/.exec(lines[at] ?? "")?.[0]}},`);
    return [...lines.slice(0, at), ...lines.slice(end + 1)].join("\n");
  };

  it("as JSON in a document of its own stays JSON", () => {
    const file = `${JSON.stringify(JSON.parse('{"apiVersion":"security.istio.io/v1","kind":"PeerAuthentication","metadata":{"name":"cart","namespace":"shop"},"spec":{"mtls":{"mode":"PERMISSIVE"}}}'), null, 4)}\n`;
    expect(replaced(file, strict)).toBe(file.replace("PERMISSIVE", "STRICT"));
  });
});

describe("an object that is removed", () => {
  it.each([
    ["alone", cart, ""],
    ["alone behind a separator", `---\n${cart}---\n`, ""],
    ["first", `${cart}---\n${others}`, others],
    ["first, before a separator that says something", `${cart}--- # a\n${others}`, `--- # a\n${others}`],
    ["first behind a separator", `---\n${cart}---\n${others}`, `---\n${others}`],
    [
      "in the middle",
      `${others}---\n${cart}---\n${policy("b", "UNSET")}`,
      `${others}---\n${policy("b", "UNSET")}`,
    ],
    ["last", `${others}---\n${cart}`, others],
    ["beside a comment alone", `${cart}---\n# nothing else\n`, "---\n# nothing else\n"],
  ])("%s goes with its separator", (_, file, wanted) => {
    expect(removed(file)).toBe(wanted);
  });

  const entry = (name: string) => `- ${policy(name, "STRICT").trimEnd().replaceAll("\n", "\n  ")}\n`;
  const head = "apiVersion: v1\nkind: List\nitems:\n";
  it.each([
    ["first", `${head}${entry("cart")}# b\n${entry("b")}`, `${head}# b\n${entry("b")}`],
    ["last", `${head}${entry("b")}${entry("cart")}---\n${others}`, `${head}${entry("b")}---\n${others}`],
    [
      "in braces",
      `${head}- {apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: cart}} # c\n${entry("b")}`,
      `${head}${entry("b")}`,
    ],
    ["the only one", `${others}---\n${head}${entry("cart")}`, others],
  ])("%s of a list takes nothing else with it", (_, file, wanted) => {
    expect(removed(file)).toBe(wanted);
  });
});

describe("whatever a file holds", () => {
  const name = fc.constantFrom("a", "b", "c", "d", "e");
  const mode = fc.constantFrom("STRICT", "PERMISSIVE", "UNSET");
  const comment = fc.constantFrom("", "# note\n", "\n", "\n# two\n# lines\n\n");
  const document = fc.record({ name, mode, before: comment, after: comment }).map((part) => ({
    name: part.name,
    text: `${part.before}${policy(part.name, part.mode)}${part.after}`,
  }));
  const file = fc.record({
    documents: fc.uniqueArray(document, { selector: (d) => d.name, minLength: 1, maxLength: 5 }),
    separator: fc.constantFrom("---\n", "--- \n", "--- # c\n", "---\n\n"),
    first: fc.boolean(),
    eol: fc.constantFrom("\n", "\r\n"),
    mark: fc.boolean(),
    open: fc.boolean(),
    pick: fc.nat(4),
    mode,
  });

  it("the other documents stay byte for byte", () => {
    fc.assert(
      fc.property(file, ({ documents, separator, first, eol, mark, open, pick, mode: wanted }) => {
        const shape = (text: string) => (mark ? "\uFEFF" : "") + text.replaceAll("\n", eol);
        const whole = (first ? separator : "") + documents.map(({ text }) => text).join(separator);
        const text = shape(open ? whole.trimEnd() : whole);
        const chosen = documents[pick % documents.length];
        if (chosen === undefined) return;
        const next = policy(chosen.name, wanted);
        const after = replaced(text, next, chosen.name);
        const gone = removed(text, chosen.name);
        for (const other of documents) {
          if (other === chosen) continue;
          const body = policy(other.name, /mode: (\w+)/.exec(other.text)?.[1] ?? "")
            .trimEnd()
            .replaceAll("\n", eol);
          expect(after).toContain(body);
          expect(gone).toContain(body);
        }
        expect(after.startsWith("\uFEFF")).toBe(mark);
        expect(after.replaceAll("\r\n", "")).not.toContain(eol === "\r\n" ? "\n" : "\r");
        // What was shown, put back, changes nothing at all.
        const spot = spotOf(text, chosen.name);
        const body = text.replace(/^\uFEFF/, "");
        const span = findSpan(body, spot.line, spot.itemPath);
        expect(span === null ? null : replaced(text, shownText(body, span), chosen.name)).toBe(text);
        // There and back again.
        const shown = span === null ? "" : shownText(body, span);
        expect(replaced(after, shown, chosen.name)).toBe(text);
      }),
    );
  });
});
