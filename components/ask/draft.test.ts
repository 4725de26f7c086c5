import { describe, expect, it } from "vitest";
import { askQuestion } from "../../server/contract/ask.ts";
import { type Draft, emptyDraft, hasSecrets, questionOf, readDraft, writeDraft } from "./draft.ts";
import { draftOfRequest } from "./request-draft.ts";

const full: Draft = {
  ...emptyDraft,
  workload: "front/web",
  host: "cart.shop",
  port: "80",
  method: "POST",
  path: "/a?b=c",
  headers: [{ name: "x-a", value: "b: c" }],
};

const again = (draft: Draft) => readDraft(new URLSearchParams(writeDraft(draft)));

describe("the address", () => {
  it.each<[string, Draft]>([
    ["nothing", emptyDraft],
    ["a request", full],
    [
      "an account",
      { ...emptyDraft, callerKind: "account", account: "a/b", targetKind: "pod", pod: "c/d", port: "1" },
    ],
    [
      "outside, through a gateway",
      {
        ...emptyDraft,
        callerKind: "outside",
        address: "192.0.2.1",
        targetKind: "gateway",
        gateway: "i/gw",
        gatewayHost: "x.example",
        port: "443",
        protocol: "https",
      },
    ],
    ["claims", { ...full, tokenKind: "claims", claims: '{"sub":"alice"}' }],
    ["tcp", { ...emptyDraft, workload: "a/b", host: "db", port: "5432", protocol: "tcp" }],
  ])("brings back %s", (_, draft) => {
    expect(again(draft)).toEqual(draft);
  });

  it("never holds a token, nor a header or parameter with a secret", () => {
    const draft: Draft = {
      ...full,
      tokenKind: "jwt",
      jwt: "s3cret",
      path: "/a?access_token=s3cret&b=c",
      headers: [...full.headers, { name: "Cookie", value: "s3cret" }, { name: "x-api-key", value: "s3cret" }],
    };
    expect(writeDraft(draft)).not.toContain("s3cret");
    expect(again(draft)).toEqual(full);
    expect([hasSecrets(draft), hasSecrets(full)]).toEqual([true, false]);
  });
});

describe("the question", () => {
  it("is what the server understands", () => {
    expect(questionOf(full)).toEqual({
      ask: {
        from: "front/web",
        to: { host: "cart.shop", port: 80 },
        http: { method: "POST", path: "/a?b=c", headers: { "x-a": "b: c" } },
      },
    });
    expect(questionOf({ ...full, tokenKind: "claims" })).toMatchObject({ ask: { token: { claims: {} } } });
    const asked = questionOf({ ...full, tokenKind: "claims" });
    expect("ask" in asked && askQuestion.safeParse(asked.ask).success).toBe(true);
  });

  it("names the first thing that is missing", () => {
    expect(questionOf(emptyDraft)).toEqual({ missing: "caller" });
    expect(questionOf({ ...full, host: "" })).toEqual({ missing: "target" });
    expect(questionOf({ ...full, port: "70000" })).toEqual({ missing: "port" });
    expect(questionOf({ ...full, tokenKind: "claims", claims: "{" })).toEqual({ missing: "claims" });
  });
});

it("a request of a file fills the form and asks the same again; its bearer token is kept apart", () => {
  const request = {
    id: "r",
    from: "front/web",
    to: { pod: "shop/cart", port: 8080 },
    http: { method: "PUT", path: "/x", host: "h", headers: { authorization: "Bearer a.b.c", "x-a": "b" } },
  };
  expect(questionOf(draftOfRequest(request))).toEqual({
    ask: {
      from: "front/web",
      to: request.to,
      http: { method: "PUT", path: "/x", headers: { host: "h", "x-a": "b" } },
      token: { jwt: "a.b.c" },
    },
  });
});
