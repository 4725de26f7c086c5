import { type SentenceCode, say, sayAll } from "../contract/text.ts";
import type { Expression, Test } from "./expression.ts";

const list = (values: readonly string[]) =>
  values.length <= 3
    ? values.join(", ")
    : say("someOf", { names: values.slice(0, 2).join(", "), more: String(values.length - 2) });

/** What a positive test asks of the request, in words that follow "only". */
function wantedWords(t: Test, negative: boolean): string {
  const values = list(t.wanted);
  const either = (yes: SentenceCode, no: SentenceCode, name = "") =>
    say(negative ? no : yes, name === "" ? { values } : { name, values });
  const present = values === "*";
  if (t.field === "methods" || t.field === "notMethods") return either("method", "notMethod");
  if (t.field === "paths" || t.field === "notPaths") return either("path", "notPath");
  if (t.field === "hosts" || t.field === "notHosts") return either("host", "notHost");
  if (
    t.field === "requestPrincipals" ||
    t.field === "notRequestPrincipals" ||
    t.field === "request.auth.principal"
  )
    return present ? say(negative ? "noToken" : "anyToken") : either("tokenOf", "noTokenOf");
  if (t.field === "token") return either("tokenGoodOrNone", "tokenRejected");
  if (t.field === "authorizer") return either("authorizerYes", "authorizerNo");
  if (t.field === "serverCertificate") return either("certificateGood", "certificateBad");
  if (t.field === "protocol") return either("stream", "notStream");
  if (t.field.startsWith("request.headers[")) {
    const name = t.field.slice(16, -1);
    return present
      ? say(negative ? "noHeader" : "header", { name })
      : either("headerIs", "headerIsNot", name);
  }
  if (t.field.startsWith("request.auth.claims")) return either("claimIs", "claimIsNot", t.field.slice(19));
  if (t.field.startsWith("request.auth.")) return either("tokenHas", "tokenHasNot", t.field.slice(13));
  if (/ipBlocks$/i.test(t.field) || t.field.endsWith(".ip")) return either("from", "notFrom");
  return either("fieldIs", "fieldIsNot", t.field);
}

const order = ["methods", "notMethods", "hosts", "notHosts", "paths", "notPaths"];
const rank = (e: Expression): number => {
  const t = e.op === "test" ? e.test : e.op === "not" && e.of.op === "test" ? e.of.test : null;
  const at = t === null ? -1 : order.indexOf(t.field);
  return at < 0 ? order.length : at;
};

/** "not A, or B" reads as "A only if B" when B is an answer that only an authorizer or a certificate gives. */
function guard(of: readonly Expression[]): { readonly when: Expression; readonly answer: Expression } | null {
  const [first, second, ...rest] = of;
  if (first?.op !== "not" || second?.op !== "test" || rest.length > 0) return null;
  return second.test.field === "authorizer" ? { when: first.of, answer: second } : null;
}

/** A rule that asks for a token's principal says already that the token must be good. */
function withoutImplied(of: readonly Expression[]): Expression[] {
  const asksToken = (x: Expression): boolean =>
    x.op === "test"
      ? /^(requestPrincipals|request\.auth)/.test(x.test.field)
      : (x.op === "any" || x.op === "all") && x.of.some(asksToken);
  return of.some(asksToken) ? of.filter((x) => x.op !== "test" || x.test.field !== "token") : [...of];
}

function words(e: Expression): string {
  switch (e.op) {
    case "yes":
      return say("always");
    case "no":
      return say("never");
    case "unknown":
      return e.because;
    case "test":
      return wantedWords(e.test, false);
    case "not":
      if (e.of.op === "test") return wantedWords(e.of.test, true);
      return say("notAll", { of: words(e.of) });
    case "all": {
      const of = withoutImplied(e.of)
        .toSorted((a, b) => rank(a) - rank(b))
        .map((x) => (x.op === "any" ? say("group", { of: words(x) }) : words(x)));
      return sayAll("both", of);
    }
    case "any": {
      const guarded = guard(e.of);
      if (guarded !== null)
        return say("guarded", { when: words(guarded.when), answer: words(guarded.answer) });
      return sayAll("either", [...new Set(e.of.map(words))]);
    }
    default:
      return e satisfies never;
  }
}

/**
 * A residual in words: "only GET on /api/*, with a token of https://issuer.example/*".
 * A residual that only excludes reads "unless ...".
 * @param form `only` stands alone; `itIs` follows an "if"
 */
export function conditionWords(e: Expression, form: "only" | "itIs" = "only"): string {
  if (e.op === "not") return say("unless", { of: words(e.of) });
  if (
    e.op === "test" &&
    (e.test.field === "authorizer" || e.test.field === "serverCertificate" || e.test.field === "token")
  )
    return words(e);
  if (e.op === "any" && guard(e.of) !== null) return words(e);
  return say(form, { of: words(e) });
}

function firstTests(
  e: Expression,
  found: { readonly t: Test; readonly negative: boolean }[],
  negative: boolean,
): void {
  if (e.op === "test") found.push({ t: e.test, negative });
  else if (e.op === "not") firstTests(e.of, found, !negative);
  else if (e.op === "all" || e.op === "any") for (const x of e.of) firstTests(x, found, negative);
}

/** At most some 18 characters for the pill on an edge: "GET /api/*", "not DELETE", "token". */
export function conditionLabel(e: Expression): string {
  const found: { readonly t: Test; readonly negative: boolean }[] = [];
  firstTests(e, found, false);
  const of = (...fields: string[]) => found.find((f) => fields.includes(f.t.field));
  const method = of("methods", "notMethods");
  const path = of("paths", "notPaths");
  const short = ({ t, negative }: { readonly t: Test; readonly negative: boolean }) => {
    const of = `${t.wanted[0] ?? ""}${t.wanted.length > 1 ? ` +${t.wanted.length - 1}` : ""}`;
    return negative ? say("pillNot", { of }) : of;
  };
  const [first] = found;
  if (found.some((f) => f.t.field === "authorizer")) return say("pillAuthorizer");
  if (method !== undefined && path !== undefined)
    return say("pillPair", { method: short(method), path: short(path) });
  const one = method ?? path;
  if (one !== undefined) return say("pill", { of: short(one) });
  return first === undefined ? "?" : say("pill", { of: nounOf(first.t.field) });
}

function nounOf(field: string): string {
  if (/requestPrincipals|request\.auth|token/i.test(field)) return say("pillToken");
  if (/hosts/i.test(field)) return say("pillHost");
  if (/ip/i.test(field)) return say("pillAddress");
  if (field.startsWith("request.headers[")) return field.slice(16, -1);
  if (field === "serverCertificate") return say("pillCertificate");
  if (field === "protocol") return say("pillProtocol");
  return field;
}
