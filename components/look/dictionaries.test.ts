import { expect, it } from "vitest";
import { allWords } from "./all-words.ts";

/** What stands in both languages as it is: names of products, keys, protocols, Istio's own words, and values alone. */
const same =
  /^(Sekisho|Istio|istiod|istioctl|Service|Pod|SPIFFE|ID|HTTP|TCP|TLS|mTLS|HBONE|STRICT|PERMISSIVE|DISABLE|CUSTOM|DENY|ALLOW|X-Forwarded-Client-Cert|YAML|deny-all|ambient|curl|SPIRE|ConfigMap|ClusterTrustBundle|cert-manager|Tab|Enter|Space|Home|End|Esc|Ctrl|[A-Z]|v\d+|[\W\d]+)$/;
const sameSentences = new Set([
  "empty.command",
  "palette.hint",
  // Each button is in the language that it leads to.
  "masthead.speak.en",
  "masthead.speak.ja",
]);

/** Values that no sentence has by itself. */
const values = ["v1001", "v1002", "v1003", "v1004", "v1005"];

type Saying = (...taken: readonly unknown[]) => string;

/** A sentence takes texts and numbers, or one list, or one record: whatever it is, it gets values that can be found again. */
function said(saying: Saying): string {
  const record = new Proxy({}, { get: () => values[0] });
  const all = [values.slice(0, saying.length), [values.slice(0, 1)], [record]].map((taken) => {
    try {
      return String(saying(...taken));
    } catch {
      return "";
    }
  });
  return saying.length === 1 ? all.join("\n") : (all[0] ?? "");
}

type Sentence = readonly [key: string, text: string];
function sentencesOf(words: unknown, key = ""): Sentence[] {
  if (typeof words === "string") return [[key, words]];
  if (typeof words === "function") return [[key, said(words as Saying)]];
  return Object.entries(words ?? {}).flatMap(([name, part]) =>
    sentencesOf(part, key === "" ? name : `${key}.${name}`),
  );
}

const english = new Map(sentencesOf(allWords.en));
const japanese = new Map(sentencesOf(allWords.ja));

it("no sentence of the page is left in English", () => {
  const left = [...japanese].filter(
    ([key, text]) =>
      key !== "locale" &&
      text === english.get(key) &&
      !sameSentences.has(key) &&
      !text.split(/[\s,.:;/()+]+/).every((word) => word === "" || same.test(word)),
  );
  expect(left).toEqual([]);
});

it("a Japanese sentence says every value that the English one says", () => {
  const valuesIn = (text: string | undefined) => values.filter((v) => text?.includes(v));
  const lost = [...english].filter(([key, text]) =>
    valuesIn(text).some((v) => !japanese.get(key)?.includes(v)),
  );
  expect(lost).toEqual([]);
});

it("Japanese is written with its own punctuation", () => {
  const odd = [...japanese].filter(([, text]) =>
    /[\u3040-\u30ff\u4e00-\u9fff][,.!?]|[！-～]/.test(text.replace(/[（）]/g, "")),
  );
  expect(odd).toEqual([]);
});

it("one thing has one Japanese name", () => {
  // Left: a name that is not ours; the glossary says sidecar, フィルタ, 誰, 通信方式, 種別.
  const foreign = /サイドカー|フィルター|だれ|転送方式|種類/;
  expect([...japanese].filter(([, text]) => foreign.test(text))).toEqual([]);
});

it("parentheses around Japanese are Japanese", () => {
  const half = /\([^()]*[\u3040-\u30ff\u4e00-\u9fff][^()]*\)/;
  expect([...japanese].filter(([, text]) => half.test(text))).toEqual([]);
});
