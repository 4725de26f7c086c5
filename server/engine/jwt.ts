import {
  createHmac,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  timingSafeEqual,
  verify,
} from "node:crypto";
import { say } from "../contract/text.ts";
import type { TokenCheck } from "./facts.ts";
import type { JwtRule } from "./objects.ts";

/** Envoy's words for a token that is not accepted. */
export const jwtTexts = {
  form: "Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections",
  header: "Jwt header is an invalid JSON",
  headerBase64: "Jwt header is an invalid Base64url encoded",
  payload: "Jwt payload is an invalid JSON",
  payloadBase64: "Jwt payload is an invalid Base64url encoded",
  alg: "Jwt header [alg] field is missing or not a string",
  algUnknown: "Jwt header [alg] is not supported",
  issuer: "Jwt issuer is not configured",
  expired: "Jwt is expired",
  notYet: "Jwt not yet valid",
  audience: "Audiences in Jwt are not allowed",
  noKey: "Jwks doesn't have key to match kid or alg from Jwt",
  signature: "Jwt verification fails",
  keys: "Jwks remote fetch is failed",
} as const;

const reject = (text: string): TokenCheck => ({
  kind: "rejected",
  text,
  status: text === jwtTexts.audience ? 403 : 401,
});
const isRecord = (x: unknown): x is Record<string, unknown> =>
  typeof x === "object" && x !== null && !Array.isArray(x);

function decodeJson(part: string): Record<string, unknown> | "base64" | "json" {
  // Envoy's decoder skips white space and then wants whole groups.
  const text = part.replace(/\s/g, "");
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return "base64";
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    return isRecord(value) ? value : "json";
  } catch {
    return "json";
  }
}

const hashes: Readonly<Record<string, string>> = { "256": "sha256", "384": "sha384", "512": "sha512" };

/** Node's verify arguments for a JOSE algorithm; null when it is none that Envoy knows. */
function algorithm(
  alg: string,
): { readonly hash: string | null; readonly kty: string; readonly pss: boolean } | null {
  const m = /^(RS|PS|ES|HS)(256|384|512)$/.exec(alg);
  if (alg === "EdDSA") return { hash: null, kty: "OKP", pss: false };
  if (m?.[1] === undefined || m[2] === undefined) return null;
  const kty = m[1] === "ES" ? "EC" : m[1] === "HS" ? "oct" : "RSA";
  return { hash: hashes[m[2]] ?? null, kty, pss: m[1] === "PS" };
}

function keysOf(jwks: string): readonly Record<string, unknown>[] | null {
  try {
    const value: unknown = JSON.parse(jwks);
    const keys = isRecord(value) ? value.keys : null;
    return Array.isArray(keys) ? keys.filter(isRecord) : null;
  } catch {
    return null;
  }
}

function publicKey(jwk: Record<string, unknown>): KeyObject | null {
  try {
    return createPublicKey({ key: jwk as JsonWebKey, format: "jwk" });
  } catch {
    return null;
  }
}

function symmetricHolds(
  hash: string,
  jwk: Record<string, unknown>,
  signed: string,
  signature: Buffer,
): boolean {
  if (typeof jwk.k !== "string") return false;
  const wanted = createHmac(hash, Buffer.from(jwk.k, "base64url")).update(signed).digest();
  return wanted.length === signature.length && timingSafeEqual(wanted, signature);
}

function signatureHolds(
  alg: string,
  jwk: Record<string, unknown>,
  signed: string,
  signature: Buffer,
): boolean {
  const how = algorithm(alg);
  const key = publicKey(jwk);
  if (how === null || jwk.kty !== how.kty) return false;
  if (how.kty === "oct") return symmetricHolds(how.hash ?? "", jwk, signed, signature);
  if (key === null) return false;
  try {
    const padding = how.pss ? { padding: 6, saltLength: -1 } : {};
    const dsa = how.kty === "EC" ? { dsaEncoding: "ieee-p1363" as const } : {};
    return verify(how.hash, Buffer.from(signed), { key, ...padding, ...dsa }, signature);
  } catch {
    return false;
  }
}

function checkSignature(rule: JwtRule, header: Record<string, unknown>, token: string): string | null {
  const alg = typeof header.alg === "string" ? header.alg : "";
  const kid = typeof header.kid === "string" ? header.kid : null;
  const keys = keysOf(rule.jwks ?? "");
  if (keys === null) return jwtTexts.keys;
  const fitting = keys.filter(
    (k) =>
      (kid === null || kid === "" || typeof k.kid !== "string" || k.kid === kid) &&
      (typeof k.alg !== "string" || k.alg === alg),
  );
  if (fitting.length === 0) return jwtTexts.noKey;
  const dot = token.lastIndexOf(".");
  const signature = Buffer.from(token.slice(dot + 1), "base64url");
  return fitting.some((k) => signatureHolds(alg, k, token.slice(0, dot), signature))
    ? null
    : jwtTexts.signature;
}

const clockSkewSeconds = 60;
const asList = (x: unknown): readonly string[] =>
  typeof x === "string" ? [x] : Array.isArray(x) ? x.filter((y): y is string => typeof y === "string") : [];
const bare = (audience: string) => audience.replace(/^https?:\/\//, "").replace(/\/$/, "");

/**
 * One token against one jwtRule, in the order of Envoy's own checks.
 * @param nowSeconds Unix time in seconds
 * @returns accepted with its claims, rejected with Envoy's words, or unknown when the keys lie at a jwksUri
 * @throws never
 * @source Envoy jwt_authn filter; recorded outcomes (appendix of JWT texts)
 */
export function checkToken(token: string, rule: JwtRule, nowSeconds: number): TokenCheck {
  const parts = token.split(".");
  if (parts.length !== 3) return reject(jwtTexts.form);
  const header = decodeJson(parts[0] ?? "");
  if (typeof header === "string")
    return reject(header === "base64" ? jwtTexts.headerBase64 : jwtTexts.header);
  if (typeof header.alg !== "string") return reject(jwtTexts.alg);
  if (algorithm(header.alg) === null) return reject(jwtTexts.algUnknown);
  const claims = decodeJson(parts[1] ?? "");
  if (typeof claims === "string")
    return reject(claims === "base64" ? jwtTexts.payloadBase64 : jwtTexts.payload);
  const issuer = typeof claims.iss === "string" ? claims.iss : "";
  if (rule.issuer !== "" && issuer !== rule.issuer) return reject(jwtTexts.issuer);
  if (typeof claims.nbf === "number" && claims.nbf > nowSeconds + clockSkewSeconds)
    return reject(jwtTexts.notYet);
  if (typeof claims.exp === "number" && claims.exp + clockSkewSeconds < nowSeconds)
    return reject(jwtTexts.expired);
  const accepted = rule.audiences.map(bare);
  if (accepted.length > 0 && !asList(claims.aud).some((a) => accepted.includes(bare(a))))
    return reject(jwtTexts.audience);
  if (rule.jwks === null) {
    const where = rule.jwksUri ?? say("discoveryOf", { issuer: rule.issuer });
    return { kind: "unknown", because: where };
  }
  const wrong = checkSignature(rule, header, token);
  if (wrong !== null) return reject(wrong);
  return {
    kind: "accepted",
    token: {
      issuer,
      subject: typeof claims.sub === "string" ? claims.sub : null,
      claims,
      spaceDelimited: new Set(["scope", "permission", ...rule.spaceDelimitedClaims]),
    },
  };
}
