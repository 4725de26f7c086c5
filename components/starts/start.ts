import type { ChangeChoices, ChangeWorkload } from "../../server/contract/change.ts";
import type { DraftKind } from "../../server/contract/preview-kinds.ts";
import { yamlOf } from "../change/yaml-of.ts";

/** What a draft can be begun with. Each says in `needs` what it is about. */
export const starts = {
  allow: { kind: "AuthorizationPolicy", needs: ["server", "client", "port"] },
  allowRead: { kind: "AuthorizationPolicy", needs: ["server", "client", "port"] },
  sameNamespace: { kind: "AuthorizationPolicy", needs: ["namespace"] },
  fromGateways: { kind: "AuthorizationPolicy", needs: ["server"] },
  deny: { kind: "AuthorizationPolicy", needs: ["server", "client", "port"] },
  denyNameless: { kind: "AuthorizationPolicy", needs: ["server", "port"] },
  denyAll: { kind: "AuthorizationPolicy", needs: ["namespace"] },
  acceptTokens: { kind: "RequestAuthentication", needs: ["server"] },
  requireToken: { kind: "AuthorizationPolicy", needs: ["server"] },
  mtls: { kind: "PeerAuthentication", needs: ["server", "port"] },
  strict: { kind: "PeerAuthentication", needs: ["namespace"] },
  strictExcept: { kind: "PeerAuthentication", needs: ["server", "port"] },
  permissive: { kind: "PeerAuthentication", needs: ["namespace"] },
  sendMtls: { kind: "DestinationRule", needs: ["host"] },
  sendPlaintext: { kind: "DestinationRule", needs: ["host"] },
} as const satisfies Record<string, { readonly kind: DraftKind; readonly needs: readonly Need[] }>;
export type StartName = keyof typeof starts;
export type Need = "namespace" | "server" | "client" | "port" | "host";

export const isStart = (name: string | null): name is StartName =>
  name !== null && Object.hasOwn(starts, name);

/** What a start is about, as its address says it. */
export type About = Readonly<Partial<Record<Need, string>>>;

/** A draft to begin with; or that an object which is there already is the one to change; or what is missing. */
export type Start =
  | {
      readonly how: "new";
      readonly kind: DraftKind;
      readonly namespace: string;
      readonly name: string;
      readonly text: string;
    }
  | {
      readonly how: "edit";
      readonly kind: DraftKind;
      readonly namespace: string;
      readonly name: string;
      /** Paths of the spec with the values that are set there. */
      readonly sets: readonly { readonly path: readonly string[]; readonly value: string }[];
    }
  | { readonly how: "missing"; readonly need: Need };

/** The address at which a draft begins so. */
export const startHref = (start: StartName, about: About): string =>
  `/policies/new?${new URLSearchParams({ start, ...about })}`;

/** Labels by which one workload is selected and, where that can be, no other of its namespace: as few as will do. */
export function labelsFor(workload: ChangeWorkload, { workloads }: Pick<ChangeChoices, "workloads">) {
  const others = workloads.filter((w) => w.namespace === workload.namespace && w.id !== workload.id);
  const usual = ["app", "app.kubernetes.io/name", "k8s-app"].filter(
    (key) => workload.labels[key] !== undefined,
  );
  const alone = usual.find((key) => others.every((w) => w.labels[key] !== workload.labels[key]));
  return alone === undefined ? workload.labels : { [alone]: workload.labels[alone] ?? "" };
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");

/** A name that no object of the kind has yet. */
export function freeName(
  kind: DraftKind,
  namespace: string,
  wish: string,
  { taken }: Pick<ChangeChoices, "taken">,
): string {
  const base = plain(wish).slice(0, 55).replace(/-+$/, "") || "policy";
  const isTaken = (name: string) => taken.includes(`${kind} ${namespace}/${name}`);
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? base : `${base}-${n}`;
    if (!isTaken(name)) return name;
  }
}

/**
 * The draft that a start makes of what exists.
 * @param about workloads as `namespace/name`, a container port, a host
 */
export function startOf(start: StartName, about: About, choices: ChangeChoices): Start {
  const { kind, needs } = starts[start];
  const server = choices.workloads.find(({ id }) => id === about.server);
  const client = choices.workloads.find(({ id }) => id === about.client);
  const found: Readonly<Record<Need, unknown>> = {
    namespace: about.namespace,
    server,
    client: client?.principal,
    port: /^\d{1,5}$/.test(about.port ?? "") ? about.port : undefined,
    host: about.host,
  };
  const missing = needs.find(
    (need) => found[need] === undefined || found[need] === null || found[need] === "",
  );
  if (missing !== undefined) return { how: "missing", need: missing };
  const namespace = server?.namespace ?? about.namespace ?? namespaceOfHost(about.host, choices);
  if (kind === "PeerAuthentication" && server?.peerAuthentication)
    return {
      how: "edit",
      kind,
      namespace,
      name: server.peerAuthentication,
      sets: modes(start, about.port ?? ""),
    };
  if (
    (start === "strict" || start === "permissive") &&
    choices.taken.includes(`${kind} ${namespace}/default`)
  )
    return { how: "edit", kind, namespace, name: "default", sets: modes(start, "") };
  const { wish, spec } = drafted(start, { about, server, client, choices });
  const name = freeName(kind, namespace, wish, choices);
  return { how: "new", kind, namespace, name, text: yamlOf(kind, { namespace, name }, spec) };
}

/** A DestinationRule stands beside the Service: there it counts for all clients. */
const namespaceOfHost = (host: string | undefined, { hosts, rootNamespace }: ChangeChoices): string =>
  hosts.find((h) => h.host === host)?.namespace ?? rootNamespace;

function modes(start: StartName, port: string) {
  const mode = start === "permissive" ? "PERMISSIVE" : "STRICT";
  if (start === "mtls") return [{ path: ["portLevelMtls", port, "mode"], value: mode }];
  const whole = { path: ["mtls", "mode"], value: mode };
  return start === "strictExcept"
    ? [whole, { path: ["portLevelMtls", port, "mode"], value: "PERMISSIVE" }]
    : [whole];
}

interface Ends {
  readonly about: About;
  readonly server: ChangeWorkload | undefined;
  readonly client: ChangeWorkload | undefined;
  readonly choices: ChangeChoices;
}

/** How the object is called, and what it says. */
function drafted(start: StartName, { about, server, client, choices }: Ends): { wish: string; spec: object } {
  const selector = server === undefined ? {} : { selector: { matchLabels: labelsFor(server, choices) } };
  const caller = { source: { principals: [client?.principal ?? ""] } };
  const ports = { ports: [about.port ?? ""] };
  const name = server?.name ?? "";
  switch (start) {
    case "allow":
      return {
        wish: `${name}-allow-${client?.name}`,
        spec: { ...selector, action: "ALLOW", rules: [{ from: [caller], to: [{ operation: ports }] }] },
      };
    case "allowRead":
      return {
        wish: `${name}-read-${client?.name}`,
        spec: {
          ...selector,
          action: "ALLOW",
          rules: [{ from: [caller], to: [{ operation: { methods: ["GET", "HEAD"], ...ports } }] }],
        },
      };
    case "sameNamespace":
      return {
        wish: "allow-same-namespace",
        spec: { action: "ALLOW", rules: [{ from: [{ source: { namespaces: [about.namespace ?? ""] } }] }] },
      };
    case "fromGateways": {
      const gateways = choices.workloads.flatMap((w) =>
        w.gateway && w.principal !== null ? [w.principal] : [],
      );
      return {
        wish: `${name}-from-gateways`,
        spec: {
          ...selector,
          action: "ALLOW",
          rules: [{ from: [{ source: { principals: [...new Set(gateways)] } }] }],
        },
      };
    }
    case "deny":
      return {
        wish: `${name}-deny-${client?.name}`,
        spec: { ...selector, action: "DENY", rules: [{ from: [caller], to: [{ operation: ports }] }] },
      };
    case "denyNameless":
      return {
        wish: `${name}-deny-without-identity`,
        spec: {
          ...selector,
          action: "DENY",
          rules: [{ from: [{ source: { notPrincipals: ["*"] } }], to: [{ operation: ports }] }],
        },
      };
    case "denyAll":
      return { wish: "deny-all", spec: {} };
    case "acceptTokens":
      return {
        wish: `${name}-tokens`,
        spec: { ...selector, jwtRules: [{ issuer: choices.issuers[0] ?? "", jwksUri: "" }] },
      };
    case "requireToken":
      return {
        wish: `${name}-require-token`,
        spec: {
          ...selector,
          action: "DENY",
          rules: [{ from: [{ source: { notRequestPrincipals: ["*"] } }] }],
        },
      };
    case "mtls":
      return { wish: name, spec: { ...selector, portLevelMtls: { [about.port ?? ""]: { mode: "STRICT" } } } };
    case "strict":
      return { wish: "default", spec: { mtls: { mode: "STRICT" } } };
    case "strictExcept":
      return {
        wish: name,
        spec: {
          ...selector,
          mtls: { mode: "STRICT" },
          portLevelMtls: { [about.port ?? ""]: { mode: "PERMISSIVE" } },
        },
      };
    case "permissive":
      return { wish: "default", spec: { mtls: { mode: "PERMISSIVE" } } };
    case "sendMtls":
      return {
        wish: about.host?.split(".")[0] ?? "",
        spec: { host: about.host, trafficPolicy: { tls: { mode: "ISTIO_MUTUAL" } } },
      };
    case "sendPlaintext":
      return {
        wish: about.host?.split(".")[0] ?? "",
        spec: { host: about.host, trafficPolicy: { tls: { mode: "DISABLE" } } },
      };
  }
}
