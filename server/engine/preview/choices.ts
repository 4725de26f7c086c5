import type { Test } from "../expression.ts";
import type { Facts } from "../facts.ts";
import { addressClasses } from "./address-classes.ts";
import type { Automaton } from "./automaton.ts";
import { authorities, authoritiesOf, headerValues, methods, paths, serverNames } from "./domains.ts";
import type { Atom } from "./nodes.ts";
import type { RequestPart, Setting } from "./setting.ts";
import { stringClasses } from "./string-classes.ts";
import { automatonOf } from "./test-automata.ts";
import { tokenChoices } from "./token-choices.ts";

/** One value of an attribute, which stands for all that the tests do not tell apart. */
export interface Choice {
  readonly answers: ReadonlyMap<Atom, boolean>;
  readonly part: RequestPart;
}

/** Why not every value of an attribute is among the choices, or no request can be made of them. */
export type Gap = "limit" | "token" | "metadata" | "attribute";

export interface Choices {
  readonly choices: readonly Choice[];
  readonly gaps: readonly Gap[];
}

/** States of a product of automata that are looked at, at most. */
const mostStates = 20_000;

const base: Facts = {
  principal: undefined,
  sourceIp: undefined,
  remoteIp: undefined,
  destinationIp: undefined,
  destinationPort: 0,
  sni: undefined,
  method: undefined,
  path: undefined,
  rawPath: undefined,
  authority: undefined,
  headers: undefined,
  unsureHeaders: [],
  token: undefined,
  assumed: {},
};

const headerName = (field: string): string | null =>
  /^request\.headers\[(.+)\]$/.exec(field)?.[1]?.toLowerCase() ?? null;
const forwardedFor = "x-forwarded-for";
const certificateHeader = "x-forwarded-client-cert";

const attributes: Readonly<Record<string, string>> = {
  methods: "method",
  notMethods: "method",
  paths: "path",
  notPaths: "path",
  hosts: "authority",
  notHosts: "authority",
  ipBlocks: "source",
  notIpBlocks: "source",
  "source.ip": "source",
  remoteIpBlocks: "remote",
  notRemoteIpBlocks: "remote",
  "remote.ip": "remote",
  "destination.ip": "destination",
  "connection.sni": "sni",
  requestPrincipals: "token",
  notRequestPrincipals: "token",
  token: "token",
};
const pseudoHeaders: Readonly<Record<string, string>> = {
  ":method": "method",
  ":path": "path",
  ":authority": "authority",
  host: "authority",
};

/** The attribute that a test asks; a test of which nothing is known is one of its own. */
export function attributeOf({ field, path, assumes }: Test, setting: Setting): string {
  if (assumes !== undefined) return `assumed ${assumes}`;
  // Matches of routes and hosts of listeners compare in ways of their own.
  if (path.startsWith("spec.http[") || path === "spec.servers") return `opaque ${path} ${field}`;
  const header = headerName(field);
  if (header === forwardedFor && setting.forwarded > 0) return "remote";
  if (header !== null) return pseudoHeaders[header] ?? `header ${header}`;
  const named = Object.hasOwn(attributes, field) ? attributes[field] : undefined;
  if (named === "remote" && setting.forwarded === 0) return "source";
  if (named !== undefined) return named;
  return field.startsWith("request.auth.") ? "token" : `opaque ${path} ${field}`;
}

/** A friendly text that a value with stars or templates matches. */
const friendly = (value: string): string => value.replace(/\{\*\*?\}/g, "x").replaceAll("*", "x");

/** A choice of which the answers are what the tests themselves say. */
function asked(atoms: readonly Atom[], facts: Partial<Facts>, part: RequestPart): Choice {
  const given = { ...base, ...facts };
  return { part, answers: new Map(atoms.flatMap((a) => ask(a, given))) };
}
const ask = (atom: Atom, facts: Facts): readonly (readonly [Atom, boolean])[] => {
  const answer = atom.test.ask(facts);
  return answer === undefined ? [] : [[atom, answer]];
};

function texts(
  atoms: readonly Atom[],
  domain: Automaton,
  query: boolean,
  preferred: readonly string[],
  make: (witness: string) => readonly [Partial<Facts>, RequestPart],
): Choices {
  const automata = atoms.map((a) => automatonOf(a.test, query));
  const liked = [...preferred, ...atoms.flatMap((a) => a.test.wanted.map(friendly))];
  const { classes, complete } = stringClasses(automata, domain, liked, mostStates);
  const gaps = new Set<Gap>(complete ? [] : ["limit"]);
  const choices = classes.map(({ witness, answers }) => {
    const choice = asked(atoms, ...make(witness));
    // The tests themselves have the last word: where they see it otherwise, the automata missed something.
    if (!atoms.every((a, i) => choice.answers.get(a) === answers[i])) gaps.add("attribute");
    return choice;
  });
  return { choices, gaps: [...gaps] };
}

function addresses(
  atoms: readonly Atom[],
  known: readonly string[] | null,
  make: (witness: string) => readonly [Partial<Facts>, RequestPart],
): Choices {
  const classes = addressClasses(
    atoms.map((a) => a.test.wanted),
    known,
  );
  return { choices: classes.map((c) => asked(atoms, ...make(c.witness))), gaps: [] };
}

/** Both values of something that is true or not, and of which no more is known. */
function either(
  atoms: readonly Atom[],
  part: (value: boolean) => RequestPart,
  gaps: readonly Gap[],
): Choices {
  return {
    choices: [true, false].map((value) => ({
      part: part(value),
      answers: new Map(atoms.map((a) => [a, value])),
    })),
    gaps,
  };
}

function headerChoices(atoms: readonly Atom[], name: string, { certificate, tokens }: Setting): Choices {
  if (name === certificateHeader && certificate !== null && certificate.before === certificate.after) {
    const value = certificate.before;
    const headers: Record<string, string> = value === null ? {} : { [name]: value };
    return { choices: [asked(atoms, { headers }, {})], gaps: [] };
  }
  const absent = asked(atoms, { headers: {} }, {});
  const present = texts(atoms, headerValues, false, [], (value) => [
    { headers: { [name]: value } },
    { headers: { [name]: value } },
  ]);
  const readsToken = [...tokens.before, ...tokens.after].some((t) =>
    t.jwtRules.some((r) =>
      r.fromHeaders.length === 0
        ? name === "authorization"
        : r.fromHeaders.some((h) => h.name.toLowerCase() === name),
    ),
  );
  const gaps: readonly Gap[] = [
    ...present.gaps,
    ...(readsToken ? (["token"] as const) : []),
    ...(name === certificateHeader ? (["attribute"] as const) : []),
  ];
  return { choices: [absent, ...present.choices], gaps };
}

/** The remote address, and with it the header that says it. */
function remoteChoices(atoms: readonly Atom[], { forwarded, addresses: own }: Setting): Choices {
  const blocks = atoms.filter((a) => headerName(a.test.field) === null);
  const make = (ip: string): readonly [Partial<Facts>, RequestPart] => {
    const value = Array.from({ length: forwarded }, () => ip).join(", ");
    const headers = { [forwardedFor]: value };
    return [{ remoteIp: ip, headers }, { headers }];
  };
  const all = addressClasses(
    blocks.map((a) => a.test.wanted),
    null,
  ).map((c) => asked(atoms, ...make(c.witness)));
  if (blocks.length === atoms.length) return { choices: all, gaps: [] };
  // The header is asked as a text too: both together are more than is looked at.
  const without = asked(atoms, { remoteIp: own?.[0] ?? "203.0.113.7", headers: {} }, {});
  return { choices: [without, ...all], gaps: ["attribute"] };
}

/** Every value of one attribute, as far as some tests tell them apart. */
export function choicesOf(attribute: string, atoms: readonly Atom[], setting: Setting): Choices {
  const has = (name: string) => atoms.some((a) => headerName(a.test.field) === name);
  switch (attribute) {
    case "method":
      return texts(atoms, methods, false, ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"], (method) => [
        { method },
        { method },
      ]);
    case "path": {
      const query = has(":path");
      const percent = atoms.some((a) => a.test.wanted.some((v) => v.includes("%")));
      const domain = paths(setting.pathNormalization, { query, percent });
      return texts(atoms, domain, query, ["/"], (sent) => [
        { path: sent.split("?", 1)[0] ?? "", rawPath: sent },
        { path: sent },
      ]);
    }
    case "authority": {
      const domain = setting.hosts === null ? authorities : authoritiesOf(setting.hosts);
      return texts(atoms, domain, false, [setting.usualHost], (authority) => [{ authority }, { authority }]);
    }
    case "source":
      return addresses(atoms, setting.addresses, (ip) => [{ sourceIp: ip, remoteIp: ip }, { address: ip }]);
    case "remote":
      return remoteChoices(atoms, setting);
    case "destination":
      return addresses(atoms, null, (ip) => [{ destinationIp: ip }, {}]);
    case "sni":
      return texts(atoms, serverNames, false, [setting.usualHost], (sni) => [{ sni }, { authority: sni }]);
    case "token":
      return tokenChoices(atoms, setting);
  }
  if (attribute.startsWith("header "))
    return headerChoices(atoms, attribute.slice("header ".length), setting);
  if (attribute.startsWith("assumed ")) {
    const name = attribute.slice("assumed ".length);
    return either(atoms, (value) => ({ assumed: { [name]: value } }), []);
  }
  const metadata = atoms.some((a) => a.test.field.startsWith("experimental.envoy.filters."));
  return either(atoms, () => ({}), [metadata ? "metadata" : "attribute"]);
}
