import { type SentenceCode, say } from "../../contract/text.ts";
import type { Facts, TokenClaims } from "../facts.ts";
import { inBlock, parseCidr } from "./address.ts";
import {
  expandTrustDomain,
  expandTrustDomainValue,
  matchServiceAccount,
  matchTrustDomain,
  namespaceMatcher,
  principalMatcher,
} from "./identity.ts";
import { isPathTemplate, pathTemplate } from "./path-template.ts";
import { claimValues, matchRequestPrincipal } from "./request-principal.ts";
import { matchSome, matchString } from "./string.ts";

/** What a field needs to know of the mesh and of the policy that holds it. */
export interface FieldContext {
  readonly policyNamespace: string;
  /** Trust domain first, then its aliases. */
  readonly trustDomains: readonly string[];
}

/** One positive field: how it reads the facts. `httpOnly` fields do not exist on a TCP chain. */
export interface Field {
  readonly httpOnly: boolean;
  /** It reads who calls: identity or address. The other fields are the same for every caller of a port. */
  readonly ofClient?: boolean;
  /** Values that Istio cannot parse; an ALLOW rule with one is dropped, another action loses the value. */
  readonly usable: (value: string) => boolean;
  readonly ask: (values: readonly string[], facts: Facts, context: FieldContext) => boolean | undefined;
  readonly was: (facts: Facts) => string;
}

const always = () => true;
const said = (value: string | null | undefined, missing: SentenceCode) =>
  value === undefined ? say("notKnown") : value === null || value === "" ? say(missing) : value;

type Matches = (principal: string) => boolean;

/** A field of the identity; its values are prepared once, since they are asked about every client. */
function onPrincipal(prepare: (values: readonly string[], context: FieldContext) => Matches): Field {
  const prepared = new WeakMap<readonly string[], { readonly context: FieldContext; readonly is: Matches }>();
  const matches = (values: readonly string[], context: FieldContext): Matches => {
    const known = prepared.get(values);
    if (known?.context === context) return known.is;
    const is = prepare(values, context);
    prepared.set(values, { context, is });
    return is;
  };
  return {
    httpOnly: false,
    ofClient: true,
    usable: always,
    ask: (values, f, context) => {
      const { principal } = f;
      return principal === undefined ? undefined : principal !== null && matches(values, context)(principal);
    },
    was: (f) => said(f.principal, "noIdentity"),
  };
}

function onAddress(attribute: "sourceIp" | "remoteIp" | "destinationIp"): Field {
  return {
    httpOnly: false,
    ofClient: attribute !== "destinationIp",
    usable: (v) => parseCidr(v) !== null,
    ask: (values, f) => {
      const ip = f[attribute];
      if (ip === undefined) {
        // Every address of a family matches /0; anything narrower needs to know the address.
        return values.includes("0.0.0.0/0") && values.includes("::/0") ? true : undefined;
      }
      return ip !== null && values.some((v) => inBlock(ip, v));
    },
    was: (f) => said(f[attribute], "noAddress"),
  };
}

function onText(attribute: "method" | "sni", httpOnly: boolean): Field {
  return {
    httpOnly,
    usable: always,
    ask: (values, f) => {
      const value = f[attribute];
      return value === undefined ? undefined : matchSome(values, value);
    },
    was: (f) => said(f[attribute], "empty"),
  };
}

/** The accepted token, null when there is none, undefined when that is not known. */
function tokenOf(f: Facts): TokenClaims | null | undefined {
  if (f.token === undefined || f.token.kind === "unknown") return undefined;
  return f.token.kind === "accepted" ? f.token.token : null;
}

function onToken(
  ask: (values: readonly string[], token: TokenClaims | null) => boolean,
  was: (token: TokenClaims) => string,
): Field {
  return {
    httpOnly: true,
    usable: always,
    ask: (values, f) => {
      const token = tokenOf(f);
      return token === undefined ? undefined : ask(values, token);
    },
    was: (f) => {
      const token = tokenOf(f);
      return token === undefined ? say("notKnown") : token === null ? say("noAcceptedToken") : was(token);
    },
  };
}

const hosts: Field = {
  httpOnly: true,
  usable: always,
  ask: (values, f) => {
    const authority = f.authority?.toLowerCase();
    return authority === undefined ? undefined : values.some((v) => matchString(v.toLowerCase(), authority));
  },
  was: (f) => said(f.authority, "noHost"),
};

const paths: Field = {
  httpOnly: true,
  usable: always,
  ask: (values, f) => {
    const { path } = f;
    if (path === undefined) return undefined;
    return values.some((v) => (isPathTemplate(v) ? pathTemplate(v).test(path) : matchString(v, path)));
  },
  was: (f) => said(f.path, "noPath"),
};

const ports: Field = {
  httpOnly: false,
  usable: (v) => /^\d{1,5}$/.test(v) && Number(v) <= 65535,
  ask: (values, f) => values.some((v) => Number(v) === f.destinationPort),
  was: (f) => String(f.destinationPort),
};

const principals = onPrincipal((values, c) =>
  principalMatcher(values.flatMap((v) => expandTrustDomain(v, c.trustDomains))),
);
const namespaces = onPrincipal(namespaceMatcher);
const serviceAccounts = onPrincipal(
  (values, c) => (p) => values.some((v) => matchServiceAccount(v, c.policyNamespace, p)),
);
const trustDomains = onPrincipal((values, c) => {
  const expanded = values.flatMap((v) => expandTrustDomainValue(v, c.trustDomains));
  return (p) => expanded.some((v) => matchTrustDomain(v, p));
});
const requestPrincipals = onToken(
  (values, token) => values.some((v) => matchRequestPrincipal(v, token)),
  (token) => `${token.issuer}/${token.subject ?? ""}`,
);

/** Fields of `source`; each `notX` is the negation of its `X`. */
export const sourceFields = {
  principals,
  requestPrincipals,
  namespaces,
  serviceAccounts,
  trustDomains,
  ipBlocks: onAddress("sourceIp"),
  remoteIpBlocks: onAddress("remoteIp"),
} as const satisfies Record<string, Field>;

/** Fields of `operation`. */
export const operationFields = {
  hosts,
  ports,
  methods: onText("method", true),
  paths,
} as const satisfies Record<string, Field>;

/** The path with its query, as the header `:path` has it; only the path part is normalised. */
function pathHeader(f: Facts): string | undefined {
  if (f.path === undefined || f.rawPath === undefined) return undefined;
  const query = (f.rawPath.split("#", 1)[0] ?? "").indexOf("?");
  return query < 0 ? f.path : `${f.path}${(f.rawPath.split("#", 1)[0] ?? "").slice(query)}`;
}

function header(name: string): Field {
  const value = (f: Facts): string | null | undefined => {
    if (name === ":method") return f.method;
    if (name === ":path") return pathHeader(f);
    if (name === ":authority" || name === "host") return f.authority;
    if (f.headers === undefined || f.unsureHeaders.includes(name)) return undefined;
    return Object.hasOwn(f.headers, name) ? f.headers[name] : null;
  };
  return {
    httpOnly: true,
    usable: always,
    ask: (values, f) => {
      const v = value(f);
      // A star asks for presence alone: an empty header is there.
      return v === undefined ? undefined : v !== null && (values.includes("*") || matchSome(values, v));
    },
    was: (f) => said(value(f), "absent"),
  };
}

/** A key that names its field but not which one: no value of it can be used. */
const nameless: Field = { httpOnly: true, usable: () => false, ask: () => false, was: () => say("notKnown") };

function claim(names: readonly string[]): Field {
  return onToken(
    (values, token) => token !== null && claimValues(token, names).some((v) => matchSome(values, v)),
    (token) => claimValues(token, names).join(", ") || say("noSuchClaim"),
  );
}

const plainKeys: Readonly<Record<string, Field>> = {
  "source.ip": sourceFields.ipBlocks,
  "remote.ip": sourceFields.remoteIpBlocks,
  "source.namespace": namespaces,
  "source.serviceAccount": serviceAccounts,
  "source.trustDomain": trustDomains,
  "source.principal": principals,
  "request.auth.principal": requestPrincipals,
  "request.auth.audiences": claim(["aud"]),
  "request.auth.presenter": claim(["azp"]),
  "destination.ip": onAddress("destinationIp"),
  "destination.port": ports,
  "connection.sni": onText("sni", false),
};

/**
 * The field behind a `when` key; null for a key that Istio does not know.
 * @source Istio "Authorization policy conditions"; recorded outcomes
 */
export function conditionField(key: string): Field | null {
  if (Object.hasOwn(plainKeys, key)) return plainKeys[key] ?? null;
  if (key.startsWith("request.headers")) {
    const named = /^request\.headers\[(.+)\]$/.exec(key);
    return named?.[1] === undefined ? nameless : header(named[1].toLowerCase());
  }
  if (key.startsWith("request.auth.claims")) {
    const claims = /^request\.auth\.claims((?:\[[^\]]+\])+)$/.exec(key);
    return claims?.[1] === undefined
      ? nameless
      : claim([...claims[1].matchAll(/\[([^\]]+)\]/g)].map((m) => m[1] ?? ""));
  }
  if (/^experimental\.envoy\.filters\.[^[]+\[.+\]$/.test(key)) {
    // Dynamic metadata of another filter: nothing here knows it.
    return { httpOnly: false, usable: always, ask: () => undefined, was: () => say("notKnown") };
  }
  return null;
}
