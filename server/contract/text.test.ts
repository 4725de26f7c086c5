import { describe, expect, it } from "vitest";
import { certificateIssues } from "./certificate-issues.ts";
import { findingRows } from "./findings.ts";
import { reasons } from "./reasons.ts";
import { certificateWords } from "./sentences/certificates-en.ts";
import { own } from "./sentences/en.ts";
import { write } from "./sentences/write-en.ts";
import { type SentenceCode, say, sayAll, tell } from "./text.ts";

const findings = Object.keys(findingRows).flatMap((code) => [`finding.${code}`, `cure.${code}`]);
const writes = Object.keys(write).map((code) => `write.${code}`);
const certificates = [
  ...Object.keys(certificateIssues).flatMap((code) => [`certificate.${code}`, `certificateCure.${code}`]),
  ...Object.keys(certificateWords).map((code) => `certificateWord.${code}`),
];
const codes = [
  ...Object.keys(reasons),
  ...Object.keys(own),
  ...findings,
  ...writes,
  ...certificates,
] as SentenceCode[];

/** Every value that some sentence takes, each with a text that no sentence has by itself. */
const names = [
  "agrees annotation answer authority because client condition credential field gateway host how jwksUri kind label listing",
  "member method miss mode more name names namespace n of on other outcome path pod pods policies policy port ports",
  "principal protocol provider rate requestPrincipal resource rule server service share status subset target trustDomain",
  "grant since user what value values was when why workload workloads issuer",
  "before by code count error file folder found kinds left line message number object path verb wanted who",
  "domain own without servers effect next full meant otherProtocol id",
  "late left due issuer from to minutes",
]
  .join(" ")
  .split(" ");
const values = Object.fromEntries(names.map((name, i) => [name, `v${100 + i}`]));
const valuesIn = (text: string) => Object.values(values).filter((v) => text.includes(v));

describe("a sentence", () => {
  it("is told in the language that is asked for, with the sentences in it", () => {
    const because = say("becauseNoLabel", { namespace: "legacy" });
    const sentence = say("memberNone", { workload: "batch", because });
    expect(tell(sentence, "en")).toBe("batch is not in the mesh: namespace legacy has no injection label.");
    expect(tell(sentence, "ja")).toBe(
      "batch はメッシュに参加していません: 名前空間 legacy に注入のラベルがない。",
    );
    expect(tell(sayAll("either", ["a", say("anyToken")]), "en")).toBe("a or with a token");
  });

  it.each(codes)("%s says the same values in Japanese as in English, and is not English", (code) => {
    const [en, ja] = (["en", "ja"] as const).map((language) => tell(say(code, values), language));
    expect(en).not.toBe("");
    expect(valuesIn(ja ?? "").toSorted()).toEqual(valuesIn(en ?? "").toSorted());
    const bare = (ja ?? "").replace(/v\d{3}/g, "").replace(/appProtocol|mTLS/g, "");
    if (/[a-z]{3}/i.test((en ?? "").replace(/v\d{3}/g, "").replace(/appProtocol|mTLS/g, "")))
      expect(bare).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
  });

  it("is found wherever it stands in an answer; what holds none stays the same object", () => {
    const rest = { code: "anyToken", list: [1, null, "a"] };
    const answer = { rest, deep: [{ text: say("anyToken") }], none: null };
    const told = tell(answer, "ja");
    expect(told).toEqual({ ...answer, deep: [{ text: "トークンあり" }] });
    expect(told.rest).toBe(rest);
  });

  it("told in one language and then in another leaves no trace of the first", () => {
    const answer = { text: say("unknownTarget", { target: "x" }) };
    const first = tell(answer, "en");
    expect(tell(answer, "ja")).not.toEqual(first);
    expect(tell(answer, "en")).toEqual(first);
  });

  it.each([
    "\uFDD0",
    "\uFDD3\uFDD1x",
    "a\uFDD0passes\uFDD1condition\uFDD2b",
    "\uFDD0nonsense\uFDD3c",
    "\uFDD2",
  ])("made of foreign marks (%j) is told all the same, without marks", (text) => {
    for (const value of [text, say("unknownTarget", { target: text })])
      expect(tell(value, "en")).not.toMatch(/[\uFDD0-\uFDD3]/);
  });
});
