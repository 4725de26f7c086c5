import type { Expression, Test } from "./expression.ts";

const list = (values: readonly string[]) =>
  values.length <= 3 ? values.join(", ") : `${values.slice(0, 2).join(", ")} and ${values.length - 2} more`;

/** What a positive test asks of the request, in words that follow "only". */
function wantedWords(t: Test, negative: boolean): string {
  const values = list(t.wanted);
  const no = negative ? "not " : "";
  if (t.field === "methods" || t.field === "notMethods") return `${no}${values}`;
  if (t.field === "paths" || t.field === "notPaths") return `${no}on ${values}`;
  if (t.field === "hosts" || t.field === "notHosts") return `${no}for host ${values}`;
  if (
    t.field === "requestPrincipals" ||
    t.field === "notRequestPrincipals" ||
    t.field === "request.auth.principal"
  ) {
    return values === "*"
      ? `with${negative ? "out" : ""} a token`
      : `with${negative ? "out" : ""} a token of ${values}`;
  }
  if (t.field === "token")
    return negative ? "with a token that is rejected" : `without a token, or with a good one of ${values}`;
  if (t.field === "authorizer") return `if the authorizer ${values} says ${negative ? "no" : "yes"}`;
  if (t.field === "serverCertificate")
    return `if the server's certificate ${negative ? "does not verify" : "verifies"} (${values})`;
  if (t.field === "protocol") return `if the stream is ${no}${values}`;
  if (t.field.startsWith("request.headers["))
    return `with${negative ? "out" : ""} header ${t.field.slice(16, -1)}${values === "*" ? "" : `: ${values}`}`;
  if (t.field.startsWith("request.auth.claims"))
    return `with${negative ? "out" : ""} claim ${t.field.slice(19)} = ${values}`;
  if (t.field.startsWith("request.auth."))
    return `with${negative ? "out" : ""} a token whose ${t.field.slice(13)} is ${values}`;
  if (/ipBlocks$/i.test(t.field) || t.field.endsWith(".ip")) return `${negative ? "not " : ""}from ${values}`;
  return `${negative ? "not " : ""}with ${t.field} ${values}`;
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

function words(e: Expression, depth: number): string {
  switch (e.op) {
    case "yes":
      return "always";
    case "no":
      return "never";
    case "unknown":
      return e.because;
    case "test":
      return wantedWords(e.test, false);
    case "not":
      if (e.of.op === "test") return wantedWords(e.of.test, true);
      return `not (${words(e.of, depth + 1)})`;
    case "all": {
      const parts = withoutImplied(e.of)
        .toSorted((a, b) => rank(a) - rank(b))
        .map((x) => (x.op === "any" ? `(${words(x, depth + 1)})` : words(x, depth + 1)));
      // "GET on /api/*" reads as one phrase; anything else is joined by commas.
      return parts.reduce(
        (text, p) => (text === "" ? p : /^(on|for host|not on) /.test(p) ? `${text} ${p}` : `${text}, ${p}`),
        "",
      );
    }
    case "any": {
      const guarded = guard(e.of);
      if (guarded !== null)
        return `${words(guarded.when, depth + 1)} only ${words(guarded.answer, depth + 1)}`;
      return [...new Set(e.of.map((x) => words(x, depth + 1)))].join(" or ");
    }
    default:
      return e satisfies never;
  }
}

/**
 * A residual in words: "only GET on /api/*, with a token of https://issuer.example/*".
 * A residual that only excludes reads "unless ...".
 */
export function conditionWords(e: Expression): string {
  if (e.op === "not")
    return `unless it is ${words(e.of, 0)}`
      .replace("unless it is with", "unless with")
      .replace("unless it is if", "unless")
      .replace("unless it is on", "unless on")
      .replace("unless it is from", "unless from");
  if (
    e.op === "test" &&
    (e.test.field === "authorizer" || e.test.field === "serverCertificate" || e.test.field === "token")
  )
    return words(e, 0);
  if (e.op === "any" && guard(e.of) !== null) return words(e, 0);
  return `only ${words(e, 0)}`;
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
  const short = (f: { readonly t: Test; readonly negative: boolean } | undefined) =>
    f === undefined
      ? ""
      : `${f.negative ? "not " : ""}${f.t.wanted[0] ?? ""}${f.t.wanted.length > 1 ? ` +${f.t.wanted.length - 1}` : ""}`;
  const text = [short(method), short(path)].filter((x) => x !== "").join(" ");
  const other = found[0];
  if (found.some((f) => f.t.field === "authorizer")) return "authorizer";
  const label = text !== "" ? text : other === undefined ? "?" : nounOf(other.t.field);
  return label.length > 20 ? `${label.slice(0, 19)}…` : label;
}

function nounOf(field: string): string {
  if (/requestPrincipals|request\.auth|token/i.test(field)) return "token";
  if (/hosts/i.test(field)) return "host";
  if (/ip/i.test(field)) return "address";
  if (field.startsWith("request.headers[")) return field.slice(16, -1);
  if (field === "authorizer") return "authorizer";
  if (field === "serverCertificate") return "certificate";
  if (field === "protocol") return "protocol";
  return field;
}
