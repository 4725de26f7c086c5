import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkToken, jwtTexts } from "./jwt.ts";
import type { JwtRule } from "./objects.ts";

const now = 1_795_000_000;
const issuer = "https://idp.example";
const claims = { iss: issuer, sub: "user", exp: now + 600 };

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const ec384 = generateKeyPairSync("ec", { namedCurve: "P-384" });
const ed = generateKeyPairSync("ed25519");
const otherRsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const secret = Buffer.from("a secret of at least thirty-two octets");

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
type Signer = (text: Buffer) => Buffer;
const pss = (key: KeyObject) => ({ key, padding: 6, saltLength: 32 });
const ieee = (key: KeyObject) => ({ key, dsaEncoding: "ieee-p1363" as const });
const signers: Readonly<Record<string, Signer>> = {
  RS256: (text) => sign("sha256", text, rsa.privateKey),
  RS512: (text) => sign("sha512", text, rsa.privateKey),
  PS256: (text) => sign("sha256", text, pss(rsa.privateKey)),
  ES256: (text) => sign("sha256", text, ieee(ec.privateKey)),
  ES384: (text) => sign("sha384", text, ieee(ec384.privateKey)),
  EdDSA: (text) => sign(null, text, ed.privateKey),
  HS256: (text) => createHmac("sha256", secret).update(text).digest(),
};
const jwk = (key: KeyObject, more: object = {}) => ({ ...key.export({ format: "jwk" }), ...more });
const keys: Readonly<Record<string, object>> = {
  RS256: jwk(rsa.publicKey),
  RS512: jwk(rsa.publicKey),
  PS256: jwk(rsa.publicKey),
  ES256: jwk(ec.publicKey),
  ES384: jwk(ec384.publicKey),
  EdDSA: jwk(ed.publicKey),
  HS256: { kty: "oct", k: secret.toString("base64url") },
};

function token(
  payload: unknown,
  header: object = { alg: "RS256" },
  signer: Signer | undefined = signers.RS256,
): string {
  const text = `${part(header)}.${part(payload)}`;
  return `${text}.${(signer?.(Buffer.from(text)) ?? Buffer.from("")).toString("base64url")}`;
}
const rule = (more: Partial<JwtRule> = {}): JwtRule => ({
  issuer,
  audiences: [],
  jwksUri: null,
  jwks: JSON.stringify({ keys: [jwk(rsa.publicKey)] }),
  fromHeaders: [],
  fromParams: [],
  fromCookies: [],
  forwardOriginalToken: false,
  outputPayloadToHeader: null,
  outputClaimToHeaders: [],
  spaceDelimitedClaims: [],
  ...more,
});
const withKeys = (...of: readonly (object | undefined)[]) => rule({ jwks: JSON.stringify({ keys: of }) });
const text = (t: string, r: JwtRule = rule()) => {
  const check = checkToken(t, r, now);
  return check.kind === "rejected" ? check.text : check.kind;
};

describe("a signature", () => {
  it.each(Object.keys(signers))("by %s holds under its own key and under no other", (alg) => {
    const good = token(claims, { alg }, signers[alg]);
    expect(text(good, withKeys(keys[alg]))).toBe("accepted");
    const [header, payload, signature] = good.split(".");
    const forged = `${header}.${part({ ...claims, sub: "admin" })}.${signature}`;
    expect(text(forged, withKeys(keys[alg]))).toBe(jwtTexts.signature);
    expect(text(`${header}.${payload}.`, withKeys(keys[alg]))).toBe(jwtTexts.signature);
    const others = Object.entries(keys).filter(
      ([name]) => name.slice(0, 2) !== alg.slice(0, 2) && !"RSPS".includes(alg.slice(0, 2)),
    );
    for (const [, key] of others) expect(text(good, withKeys(key))).toBe(jwtTexts.signature);
  });

  it("by another key of the same kind does not hold", () => {
    expect(text(token(claims), withKeys(jwk(otherRsa.publicKey)))).toBe(jwtTexts.signature);
  });

  it("holds when one of several keys fits", () => {
    expect(text(token(claims), withKeys(jwk(otherRsa.publicKey), keys.ES256, keys.RS256))).toBe("accepted");
  });

  it("never holds without a signature, whatever the header says", () => {
    expect(text(token(claims, { alg: "none" }, undefined))).toBe(jwtTexts.algUnknown);
    expect(text(token(claims, { alg: "RS256" }, () => Buffer.from("")))).toBe(jwtTexts.signature);
  });

  it("by the public key as a shared secret does not hold", () => {
    const pem = rsa.publicKey.export({ type: "spki", format: "pem" });
    const forged = token(claims, { alg: "HS256" }, (t) => createHmac("sha256", pem).update(t).digest());
    expect(text(forged)).toBe(jwtTexts.signature);
  });
});

describe("the key of a token", () => {
  const named = (kid: string, more: object = {}) => jwk(rsa.publicKey, { kid, ...more });
  it.each<[string, object, readonly object[], string]>([
    ["is the one of its kid", { kid: "a" }, [jwk(otherRsa.publicKey, { kid: "b" }), named("a")], "accepted"],
    ["is missing when no kid fits", { kid: "a" }, [named("b")], jwtTexts.noKey],
    ["may be any when the token names none", {}, [named("b")], "accepted"],
    ["may be one without kid", { kid: "a" }, [jwk(rsa.publicKey)], "accepted"],
    ["must be of its algorithm", {}, [named("a", { alg: "RS512" })], jwtTexts.noKey],
    ["is missing when there are none", {}, [], jwtTexts.noKey],
  ])("%s", (_, header, given, expected) => {
    expect(text(token(claims, { alg: "RS256", ...header }), withKeys(...given))).toBe(expected);
  });

  it.each(["", "{}", "no JSON", "[]", '{"keys":{}}'])("cannot be found in %j", (jwks) => {
    expect(text(token(claims), rule({ jwks }))).toBe(jwtTexts.keys);
  });

  it("is not known when it lies at a jwksUri", () => {
    const at = rule({ jwks: null, jwksUri: `${issuer}/keys` });
    expect(checkToken(token(claims), at, now)).toEqual({ kind: "unknown", because: `${issuer}/keys` });
    const discovered = checkToken(token(claims), rule({ jwks: null }), now);
    expect(discovered).toMatchObject({ kind: "unknown", because: expect.stringContaining(issuer) });
    // What needs no key is known all the same.
    expect(text(token({ ...claims, exp: now - 600 }), at)).toBe(jwtTexts.expired);
    expect(text(token({ ...claims, iss: "other" }), at)).toBe(jwtTexts.issuer);
  });
});

describe("the claims of a token", () => {
  it.each<[string, object, string]>([
    ["no end", { iss: issuer }, "accepted"],
    ["an end in the future", { exp: now + 1 }, "accepted"],
    ["an end within the skew of clocks", { exp: now - 59 }, "accepted"],
    ["an end before that", { exp: now - 61 }, jwtTexts.expired],
    ["a beginning within the skew of clocks", { nbf: now + 59 }, "accepted"],
    ["a beginning after that", { nbf: now + 61 }, jwtTexts.notYet],
    ["another issuer", { iss: "https://other.example" }, jwtTexts.issuer],
    ["no issuer", { iss: undefined }, jwtTexts.issuer],
  ])("with %s", (_, more, expected) => {
    expect(text(token({ ...claims, ...more }))).toBe(expected);
  });

  it.each<[readonly string[], unknown, string]>([
    [["one"], "one", "accepted"],
    [["one"], ["two", "one"], "accepted"],
    [["one", "two"], "two", "accepted"],
    [["one"], "two", jwtTexts.audience],
    [["one"], undefined, jwtTexts.audience],
    [["one"], [], jwtTexts.audience],
    [["one"], 1, jwtTexts.audience],
    [[], undefined, "accepted"],
    [["https://one.example/"], "one.example", "accepted"],
    [["one.example"], "http://one.example", "accepted"],
  ])("with audiences %j take aud %j: %s", (audiences, aud, expected) => {
    const check = checkToken(token({ ...claims, aud }), rule({ audiences }), now);
    expect(check.kind === "rejected" ? check.text : check.kind).toBe(expected);
    // The one refusal that is a 403.
    if (check.kind === "rejected") expect(check.status).toBe(403);
  });

  it("are handed on with the principal", () => {
    const check = checkToken(token({ ...claims, scope: "a b" }), rule({ spaceDelimitedClaims: ["x"] }), now);
    expect(check).toMatchObject({
      kind: "accepted",
      token: { issuer, subject: "user", claims: { scope: "a b" } },
    });
    if (check.kind === "accepted")
      expect([...check.token.spaceDelimited].toSorted()).toEqual(["permission", "scope", "x"]);
  });
});

describe("a text that is no token", () => {
  const [header, payload] = token(claims).split(".");
  it.each([
    ["", jwtTexts.form],
    ["garbage", jwtTexts.form],
    ["a.b", jwtTexts.form],
    ["a.b.c.d", jwtTexts.form],
    [`!.${payload}.x`, jwtTexts.headerBase64],
    [`${Buffer.from("no JSON").toString("base64url")}.${payload}.x`, jwtTexts.header],
    [`${part([])}.${payload}.x`, jwtTexts.header],
    [`${part({})}.${payload}.x`, jwtTexts.alg],
    [`${part({ alg: 1 })}.${payload}.x`, jwtTexts.alg],
    [`${part({ alg: "XX999" })}.${payload}.x`, jwtTexts.algUnknown],
    [`${header}.!.x`, jwtTexts.payloadBase64],
    [`${header}.${Buffer.from("{").toString("base64url")}.x`, jwtTexts.payload],
  ])("%j: %s", (given, expected) => {
    expect(checkToken(given, rule(), now)).toEqual({ kind: "rejected", text: expected, status: 401 });
  });
});
