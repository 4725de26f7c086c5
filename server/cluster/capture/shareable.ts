import { stringify } from "yaml";
import type { TrustBundle } from "../../engine/certificate-objects.ts";
import { isObject } from "../decode/field.ts";
import { findKind } from "../decode/kinds.ts";
import { decodeObject } from "../decode/object.ts";
import { publicPemIn } from "../decode/public-pem.ts";
import { parseText } from "./yaml-text.ts";

type Json = Readonly<Record<string, unknown>>;

/** Annotations that a verdict or a page reads, by the name before the slash or in full; any other may hold anything. */
const annotations = [
  /(^|\.)istio\.io\//,
  /^meta\.helm\.sh\/release-name$/,
  /^gateway\.networking\.k8s\.io\//,
];
/** Of those, the ones that carry whole templates, environments or objects. */
const carriers = ["proxy.istio.io/config", "proxy.istio.io/overrides", "sidecar.istio.io/status"];

/**
 * An object as a capture may show it to others. Of a policy or a route everything stays but the private parts of inline keys; of anything
 * else only what is read for the graph: no environment, no command, no volume of a container, and no data of a ConfigMap but its mesh config.
 * @param raw with apiVersion and kind
 * @returns null for an object that does not count
 * @throws never
 */
export function shareable(raw: Json): Json | null {
  const read = reads(raw);
  if (read === null) return null;
  const apiVersion = typeof raw.apiVersion === "string" ? raw.apiVersion : "";
  const known = findKind(apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "", String(raw.kind));
  return known?.policy === true ? policyOf(raw) : cleaned(read);
}

/** What the decoder reads of an object, and nothing else; null when it does not count. */
function reads(raw: Json): Json | null {
  const seen = new Map<string, unknown>();
  let mesh: Map<string, unknown> | null = null;
  const result = decodeObject(
    recorded(raw, [], seen),
    { origin: { file: "", line: 1 }, lineOf: () => null },
    (text) => {
      const parsed = parseText(text);
      if (parsed.kind === "broken") return { error: parsed.text };
      mesh = new Map();
      return { value: recorded(parsed.value, [], mesh) };
    },
  );
  if (result.kind === "ignored" || result.kind === "noObject") return null;
  const whole = rebuilt(seen);
  // The text of MeshConfig is read whole, though only some fields count: tracing may hold tokens.
  if (mesh !== null) return { ...whole, data: { mesh: stringify(rebuilt(mesh), { sortMapEntries: true }) } };
  if (result.kind === "decoded" && result.decoded.list === "trustBundles")
    return withPublicBundle(whole, result.decoded.object);
  if (result.kind === "decoded" && withBundles.has(result.decoded.list)) return publicBundles(whole) as Json;
  return isObject(whole.data) ? { ...whole, data: undefined } : whole;
}

const withBundles = new Set(["injectionWebhooks", "validationWebhooks", "certificateRequests"]);

/** Certificates in base64 stand in these fields; whatever else is in one of them is left out. */
function publicBundles(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(publicBundles);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, inside]) => {
    const bundle = (key === "caBundle" || key === "certificate") && typeof inside === "string";
    return [key, bundle ? Buffer.from(publicPemIn(inside)).toString("base64") : publicBundles(inside)];
  });
  return Object.fromEntries(entries);
}

/** Whoever put a key beside the certificates of a bundle has told it to the whole cluster already, and to nobody by us. */
function withPublicBundle(object: Json, { pem, crl }: TrustBundle): Json {
  if (isObject(object.spec)) return { ...object, spec: { ...object.spec, trustBundle: pem } };
  return { ...object, data: { "root-cert.pem": pem, ...(crl === "" ? {} : { "ca-crl.pem": crl }) } };
}

type Path = readonly (string | number)[];

/** Stands for a list or an object that was looked at; what was read inside has paths of its own. */
const aList = Symbol("list");
const anObject = Symbol("object");

/** The same value; `seen` learns the path of everything that is read. */
function recorded(value: unknown, path: Path, seen: Map<string, unknown>): unknown {
  const at = JSON.stringify(path);
  if (typeof value !== "object" || value === null) {
    seen.set(at, value);
    return value;
  }
  seen.set(at, Array.isArray(value) ? aList : anObject);
  if (Array.isArray(value)) return value.map((item, index) => recorded(item, [...path, index], seen));
  const copy = {};
  for (const key of Object.keys(value)) {
    Object.defineProperty(copy, key, {
      enumerable: true,
      get: () => recorded((value as Json)[key], [...path, key], seen),
    });
  }
  return copy;
}

/** One object of everything that was read, in the order of reading: a list or object comes before what is in it. */
function rebuilt(seen: ReadonlyMap<string, unknown>): Json {
  const root: Record<string, unknown> = {};
  for (const [text, value] of seen) {
    const path = JSON.parse(text) as Path;
    const last = path.at(-1);
    if (last === undefined) continue;
    const parent = path
      .slice(0, -1)
      .reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], root);
    const inside = value === aList ? [] : value === anObject ? {} : value;
    // Read a second time, it is there with all that is in it.
    if (Object.hasOwn(parent as object, last)) continue;
    // A key may be __proto__.
    Object.defineProperty(parent, last, {
      value: inside,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return root;
}

function cleaned(object: Json): Json {
  const metadata = isObject(object.metadata) ? withFewAnnotations(object.metadata) : undefined;
  const isTemplated = isObject(object.spec) && isObject(object.spec.template);
  const spec = isTemplated ? withCleanTemplate(object.spec as Json) : withFewSettings(object.spec);
  return withoutUndefined({ ...object, metadata, spec });
}

function withCleanTemplate(spec: Json): Json {
  const { template } = spec;
  if (!isObject(template)) return spec;
  const metadata = isObject(template.metadata) ? withFewAnnotations(template.metadata) : undefined;
  const inside = withoutUndefined({ ...template, metadata, spec: withFewSettings(template.spec) });
  return { ...spec, template: inside };
}

/** Variables and volumes that were only passed by have left their names, which say what an application is made of. */
function withFewSettings(spec: unknown): unknown {
  if (!isObject(spec)) return spec;
  const few = (list: unknown, wanted: (item: Json) => boolean) => {
    const kept = Array.isArray(list) ? list.filter((item) => isObject(item) && wanted(item)) : [];
    return kept.length === 0 ? undefined : kept;
  };
  const containers = (list: unknown) =>
    Array.isArray(list)
      ? list.map((container: unknown) =>
          isObject(container)
            ? withoutUndefined({ ...container, env: few(container.env, (item) => item.value !== undefined) })
            : container,
        )
      : undefined;
  return withoutUndefined({
    ...spec,
    initContainers: containers(spec.initContainers),
    containers: containers(spec.containers),
    volumes: few(spec.volumes, (item) => item.csi !== undefined),
  });
}

function withFewAnnotations(metadata: Json): Json {
  if (!isObject(metadata.annotations)) return metadata;
  const kept = Object.entries(metadata.annotations).filter(
    ([name]) => !carriers.includes(name) && annotations.some((pattern) => pattern.test(name)),
  );
  return withoutUndefined({
    ...metadata,
    annotations: kept.length === 0 ? undefined : Object.fromEntries(kept),
  });
}

const withoutUndefined = (object: Json): Json =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));

/** A policy as it stands, without its status, who wrote it, and private parts of keys. */
function policyOf(raw: Json): Json {
  const metadata = isObject(raw.metadata) ? raw.metadata : {};
  const { managedFields: _, uid: __, resourceVersion: ___, selfLink: ____, ...rest } = metadata;
  const { status: _____, ...object } = raw;
  return withPublicKeys({ ...object, metadata: withFewAnnotations(rest) });
}

function withPublicKeys(object: Json): Json {
  const spec = object.spec;
  if (!isObject(spec) || !Array.isArray(spec.jwtRules)) return object;
  const jwtRules = spec.jwtRules.map((rule: unknown) =>
    isObject(rule) && typeof rule.jwks === "string" ? { ...rule, jwks: publicJwks(rule.jwks) } : rule,
  );
  return { ...object, spec: { ...spec, jwtRules } };
}

/** Private members of RSA, EC and OKP keys (RFC 7518, section 6), and the whole secret of a symmetric one. */
const privateMembers = new Set(["d", "p", "q", "dp", "dq", "qi", "oth", "k"]);

function publicJwks(text: string): string {
  const parsed = parseText(text);
  const value = parsed.kind === "broken" ? null : parsed.value;
  // What is no JSON holds no key that counts, but may hold anything else.
  if (!isObject(value) || !Array.isArray(value.keys)) return "";
  const keys = value.keys.map((key: unknown) =>
    isObject(key)
      ? Object.fromEntries(Object.entries(key).filter(([name]) => !privateMembers.has(name)))
      : key,
  );
  const hasPrivate = value.keys.some(
    (key: unknown) => isObject(key) && Object.keys(key).some((name) => privateMembers.has(name)),
  );
  return hasPrivate ? JSON.stringify({ ...value, keys }) : text;
}
