import type { Random } from "./random.ts";
import { type Manifest, metadata, type Planned } from "./workloads.ts";

const issuer = "https://issuer.example";

/** What a generated policy may speak about. */
interface World {
  readonly workloads: readonly Planned[];
  readonly namespaces: readonly string[];
  readonly random: Random;
}

const principal = (p: Planned) => `cluster.local/ns/${p.namespace}/sa/${p.name}`;
const some = <Value>(random: Random, most: number, make: () => Value): readonly Value[] =>
  Array.from({ length: 1 + random.below(most) }, make);

function source({ workloads, namespaces, random }: World): Manifest {
  const kind = random.below(20);
  if (kind < 11) return { principals: some(random, 4, () => principal(random.pick(workloads))) };
  if (kind < 16) return { namespaces: some(random, 3, () => random.pick(namespaces)) };
  if (kind < 17) return { principals: [`*/ns/${random.pick(namespaces)}/*`, "cluster.local/*"] };
  if (kind < 18) return { notNamespaces: some(random, 2, () => random.pick(namespaces)) };
  if (kind < 19) return { requestPrincipals: [`${issuer}/*`] };
  return { ipBlocks: [`10.64.${random.below(64)}.0/24`] };
}

function operation(server: Planned, random: Random): Manifest {
  const kind = random.below(10);
  if (kind < 3) return { methods: random.pick([["GET"], ["GET", "HEAD"], ["POST", "PUT", "DELETE"]]) };
  if (kind < 6)
    return { paths: some(random, 3, () => random.pick(["/api/*", "/healthz", "/admin/*", "/v1/{*}/items"])) };
  if (kind < 9) return { ports: [String(random.pick(server.ports).workloadPort)] };
  return { methods: ["GET"], paths: ["/api/*"] };
}

const object = (
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
  spec: Manifest,
): Manifest => ({
  apiVersion,
  kind,
  metadata: metadata(namespace, name),
  spec,
});

/** An AuthorizationPolicy: a fifth for a whole namespace, the rest for one workload. */
export function authorizationPolicy(index: number, world: World): Manifest {
  const { random } = world;
  const server = random.pick(world.workloads);
  const make = (spec: Manifest) =>
    object("security.istio.io/v1", "AuthorizationPolicy", server.namespace, `authz-${index}`, spec);
  if (random.chance(0.2)) {
    const kind = random.below(4);
    if (kind === 0) return make({});
    if (kind === 1)
      return make({
        action: "DENY",
        rules: [
          {
            from: [
              {
                source: {
                  notNamespaces: [
                    server.namespace,
                    "istio-ingress",
                    ...some(random, 4, () => random.pick(world.namespaces)),
                  ],
                },
              },
            ],
          },
        ],
      });
    return make({ action: "ALLOW", rules: [{ from: [{ source: { namespaces: [server.namespace] } }] }] });
  }
  const deny = random.chance(0.2);
  const rule = (): Manifest => ({
    from: some(random, 2, () => ({ source: source(world) })),
    ...(random.chance(0.5) ? { to: [{ operation: operation(server, random) }] } : {}),
    ...(random.chance(0.1) ? { when: [{ key: "request.headers[x-tenant]", values: ["a", "b*"] }] } : {}),
  });
  return make({
    selector: { matchLabels: { app: server.name } },
    action: deny ? "DENY" : "ALLOW",
    rules: some(random, 3, rule),
  });
}

/** A PeerAuthentication: the first is that of the mesh, then namespaces, then workloads with a port of their own. */
export function peerAuthentication(index: number, world: World): Manifest {
  const { random } = world;
  const make = (namespace: string, spec: Manifest) =>
    object("security.istio.io/v1", "PeerAuthentication", namespace, `peer-${index}`, spec);
  if (index === 0) return make("istio-system", { mtls: { mode: "PERMISSIVE" } });
  if (random.chance(0.6))
    return make(random.pick(world.namespaces), {
      mtls: { mode: random.pick(["STRICT", "STRICT", "PERMISSIVE"]) },
    });
  const server = random.pick(world.workloads);
  return make(server.namespace, {
    selector: { matchLabels: { app: server.name } },
    mtls: { mode: "STRICT" },
    portLevelMtls: {
      [String(server.ports[0]?.workloadPort ?? 8080)]: { mode: random.pick(["PERMISSIVE", "DISABLE"]) },
    },
  });
}

/** A RequestAuthentication of one workload or of one namespace. */
export function requestAuthentication(index: number, world: World): Manifest {
  const server = world.random.pick(world.workloads);
  return object("security.istio.io/v1", "RequestAuthentication", server.namespace, `tokens-${index}`, {
    ...(world.random.chance(0.8) ? { selector: { matchLabels: { app: server.name } } } : {}),
    jwtRules: [{ issuer, jwksUri: `${issuer}/keys` }],
  });
}

/** A DestinationRule, mostly beside its Service, at times in the client's namespace or for a whole domain. */
export function destinationRule(index: number, world: World): Manifest {
  const { random } = world;
  const server = random.pick(world.workloads);
  const full = `${server.name}.${server.namespace}.svc.cluster.local`;
  const tls = { mode: random.pick(["ISTIO_MUTUAL", "ISTIO_MUTUAL", "DISABLE"]) };
  const foreign = random.chance(0.2);
  const wide = random.chance(0.05);
  return object(
    "networking.istio.io/v1",
    "DestinationRule",
    foreign ? random.pick(world.namespaces) : server.namespace,
    `rule-${index}`,
    {
      host: wide ? `*.${server.namespace}.svc.cluster.local` : full,
      trafficPolicy: random.chance(0.2) ? { portLevelSettings: [{ port: { number: 80 }, tls }] } : { tls },
      ...(random.chance(0.3) ? { subsets: [{ name: "v1", labels: { version: "v1" } }] } : {}),
      ...(random.chance(0.1) ? { exportTo: ["."] } : {}),
    },
  );
}
