import type { Facts, TokenCheck } from "../facts.ts";
import type { RequestAuthentication } from "../objects.ts";
import { acceptClaims, evaluateToken } from "../request-authentication.ts";
import { type Automaton, anyCharacter, anyPattern, literal, many, one, starPieces } from "./automaton.ts";
import type { Choice, Choices, Gap } from "./choices.ts";
import { claimTexts } from "./domains.ts";
import type { Atom } from "./nodes.ts";
import type { RequestPart, Setting } from "./setting.ts";
import { stringClasses } from "./string-classes.ts";

/** Sets of claims that are looked at, at most. */
const mostTokens = 4_000;
const mostStates = 5_000;

/** Values of one claim: absent, a text, or a list of texts. */
type ClaimValue = string | readonly string[] | undefined;

const some = anyPattern([[one(anyCharacter), many(anyCharacter)]]);
const principalField = /^(notR|r)equestPrincipals$|^request\.auth\.principal$/;

/** The claim that a test reads; null for a test of issuer and subject, and for the token's own. */
function claimOf({ test: { field } }: Atom): readonly string[] | null {
  if (field === "request.auth.audiences") return ["aud"];
  if (field === "request.auth.presenter") return ["azp"];
  const names = /^request\.auth\.claims((?:\[[^\]]+\])+)$/.exec(field)?.[1];
  return names === undefined ? null : [...names.matchAll(/\[([^\]]+)\]/g)].map((m) => m[1] ?? "");
}

/** What `requestPrincipals` asks of the issuer and of the subject, value by value: text in front of and behind its last slash. */
function principalParts(value: string): { readonly issuer: Automaton; readonly subject: Automaton } {
  const exactly = (text: string) => anyPattern([literal(text)]);
  const beginning = (text: string) => anyPattern([[...literal(text), many(anyCharacter)]]);
  const ending = (text: string) => anyPattern([[many(anyCharacter), ...literal(text)]]);
  if (value === "*") return { issuer: some, subject: some };
  const slash = value.lastIndexOf("/");
  const [front, back] = [value.slice(0, Math.max(slash, 0)), value.slice(slash + 1)];
  if (value.startsWith("*"))
    return slash < 0
      ? { issuer: some, subject: ending(value.slice(1)) }
      : { issuer: ending(front.slice(1)), subject: exactly(back) };
  if (value.endsWith("*"))
    return slash < 0
      ? { issuer: beginning(value.slice(0, -1)), subject: some }
      : { issuer: exactly(front), subject: beginning(back.slice(0, -1)) };
  return slash < 0
    ? { issuer: exactly(value), subject: exactly("") }
    : { issuer: exactly(front), subject: exactly(back) };
}

const pieces = (value: string) => starPieces(value);

/** Texts that some automata tell apart, all combinations. */
function textsOf(
  automata: readonly Automaton[],
  liked: readonly string[],
  gaps: Set<Gap>,
): readonly string[] {
  const { classes, complete } = stringClasses([some, ...automata], claimTexts, liked, mostStates);
  if (!complete) gaps.add("limit");
  return classes.map((c) => c.witness);
}

/** Lists too: one of several texts answers yes where one of them does, so every union of answers is a class. */
function valuesOf(atoms: readonly Atom[], gaps: Set<Gap>): readonly ClaimValue[] {
  const automata = atoms.map((a) => anyPattern(a.test.wanted.map(pieces)));
  const liked = atoms.flatMap((a) => a.test.wanted.map((v) => v.replaceAll("*", "x")));
  const { classes, complete } = stringClasses(automata, claimTexts, liked, mostStates);
  if (!complete) gaps.add("limit");
  const unions = new Map<string, readonly string[]>();
  for (const { answers, witness } of classes) {
    const key = (all: readonly boolean[]) => all.map(Number).join("");
    for (const [known, list] of [...unions]) {
      const joined = answers.map((a, i) => a || known[i] === "1");
      if (!unions.has(key(joined))) unions.set(key(joined), [...list, witness]);
      if (unions.size > 500) {
        gaps.add("limit");
        break;
      }
    }
    const single = unions.get(key(answers));
    if (single === undefined || single.length > 1) unions.set(key(answers), [witness]);
  }
  // A text with a space may be split; in a list it is not.
  const form = (list: readonly string[]): ClaimValue =>
    list.length === 1 && list[0] !== undefined && !list[0].includes(" ") ? list[0] : list;
  return [undefined, ...[...unions.values()].map(form)];
}

function withClaim(
  claims: Readonly<Record<string, unknown>>,
  [name = "", ...rest]: readonly string[],
  value: ClaimValue,
): Readonly<Record<string, unknown>> {
  if (value === undefined) return claims;
  if (rest.length === 0) return { ...claims, [name]: value };
  const inner = claims[name];
  const object = typeof inner === "object" && inner !== null && !Array.isArray(inner) ? inner : {};
  return { ...claims, [name]: withClaim(object as Readonly<Record<string, unknown>>, rest, value) };
}

/** Every set of claims that the tests tell apart, for tokens of the issuers that some side knows. */
function claimSets(
  atoms: readonly Atom[],
  { tokens }: Setting,
  gaps: Set<Gap>,
): readonly Readonly<Record<string, unknown>>[] {
  const rules = [...tokens.before, ...tokens.after].flatMap((t) => t.jwtRules);
  const named = [...new Set(rules.map((r) => r.issuer))];
  const byClaim = Map.groupBy(
    atoms.filter((a) => claimOf(a) !== null),
    (a) => JSON.stringify(claimOf(a)),
  );
  const plainOf = (name: string) =>
    (byClaim.get(JSON.stringify([name])) ?? []).map((a) => anyPattern(a.test.wanted.map(pieces)));
  const principals = atoms.filter((a) => principalField.test(a.test.field)).flatMap((a) => a.test.wanted);
  const parts = [...new Set(principals)].map(principalParts);
  const wanted = principals.map((v) => v.slice(v.lastIndexOf("/") + 1).replaceAll("*", "x"));
  const issuers = named.includes("")
    ? [...named, ...textsOf([...parts.map((p) => p.issuer), ...plainOf("iss")], [], gaps)]
    : named;
  const subjects: readonly ClaimValue[] =
    parts.length === 0 && plainOf("sub").length === 0
      ? ["user"]
      : [
          undefined,
          ...textsOf([...parts.map((p) => p.subject), ...plainOf("sub")], ["user", ...wanted], gaps),
        ];
  let sets = issuers
    .filter((i) => i !== "")
    .flatMap((iss) => subjects.map((sub) => withClaim({ iss }, ["sub"], sub)));
  for (const [key, own] of byClaim) {
    const names = JSON.parse(key) as readonly string[];
    if (names.length === 1 && (names[0] === "iss" || names[0] === "sub")) continue;
    const values = valuesOf(own, gaps);
    if (sets.length * values.length > mostTokens) {
      gaps.add("limit");
      continue;
    }
    sets = sets.flatMap((claims) => values.map((value) => withClaim(claims, names, value)));
  }
  return sets;
}

const garbage = "not-a-token";

/** A header whose token nobody accepts; null where tokens are read from elsewhere. */
function badHeader(all: readonly RequestAuthentication[]): Readonly<Record<string, string>> | null {
  for (const r of all.flatMap((t) => t.jwtRules)) {
    const [own] = r.fromHeaders;
    if (own !== undefined) return { [own.name.toLowerCase()]: `${own.prefix}${garbage}` };
    if (r.fromParams.length === 0 && r.fromCookies.length === 0)
      return { authorization: `Bearer ${garbage}` };
  }
  return null;
}

/** No token, one that is rejected, and tokens with every set of claims that matters. */
export function tokenChoices(atoms: readonly Atom[], setting: Setting): Choices {
  const { tokens, nowSeconds } = setting;
  const gaps = new Set<Gap>(tokens.same ? [] : ["token"]);
  const absent: TokenCheck = { kind: "absent" };
  const choices = new Map<string, Choice>();
  const add = (check: (by: readonly RequestAuthentication[]) => TokenCheck, part: RequestPart) => {
    const checks = {
      before: tokens.before.length === 0 ? absent : check(tokens.before),
      after: tokens.after.length === 0 ? absent : check(tokens.after),
    };
    const answers = new Map<Atom, boolean>();
    for (const atom of atoms) {
      const token = atom.key.startsWith("after ") ? checks.after : checks.before;
      const answer = atom.test.ask({ token } as Facts);
      if (answer !== undefined) answers.set(atom, answer);
    }
    const key = atoms.map((a) => answers.get(a)).join();
    if (!choices.has(key)) choices.set(key, { answers, part });
  };
  add(() => absent, {});
  for (const claims of claimSets(atoms, setting, gaps))
    add((by) => acceptClaims(by, claims).check, { claims });
  const headers = badHeader([...tokens.before, ...tokens.after]);
  if (headers !== null) {
    const sent = { method: "GET", path: "/", headers };
    add((by) => evaluateToken(by, sent, nowSeconds).check, { headers });
  } else if (tokens.before.length + tokens.after.length > 0) gaps.add("token");
  return { choices: [...choices.values()], gaps: [...gaps] };
}
