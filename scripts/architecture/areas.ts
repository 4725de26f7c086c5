/** A part of the tree, with everything that its files may import. What is not named here is forbidden. */
export interface Area {
  /** Paths from the root of the checkout. The first area of the table that fits a file owns it. */
  readonly files: RegExp;
  /** A path that the area owns; the tests plant imports from and to it. */
  readonly example: string;
  readonly imports: readonly AreaName[];
  /** Areas of which only types may be imported. */
  readonly types?: readonly AreaName[];
  /** Package names; `node:*` stands for every module of Node itself, `@x/*` for every package of that scope. */
  readonly packages: readonly string[];
}

export type AreaName =
  | "conformance"
  | "contract"
  | "engineDoor"
  | "engineShapes"
  | "engineTokens"
  | "engine"
  | "certificateEvidence"
  | "certificates"
  | "kubernetes"
  | "cluster"
  | "telemetry"
  | "session"
  | "services"
  | "cli"
  | "graphCanvas"
  | "graph"
  | "change"
  | "components"
  | "api"
  | "pages"
  | "proxy"
  | "instrumentation"
  | "clusterTier"
  | "liveTier"
  | "e2e"
  | "bench"
  | "scripts"
  | "configuration";

const engine = ["engineDoor", "engineShapes", "engineTokens", "engine"] as const;
const components = ["graphCanvas", "graph", "change", "components"] as const;
const server = [
  "contract",
  ...engine,
  "certificateEvidence",
  "certificates",
  "kubernetes",
  "cluster",
  "telemetry",
  "session",
  "services",
  "cli",
] as const;
const browserPackages = ["react", "react-dom", "next", "@tanstack/*", "@patternfly/*"];

/** Who may import what. ARCHITECTURE.md draws the same table as arrows. */
export const areas = {
  // The judge of the engine: it reads recorded cases from disk and puts them to whatever part it judges.
  conformance: {
    files: /^server\/engine\/conformance\//,
    example: "server/engine/conformance/read-cases.ts",
    // Also to the routes: what the HTTP API says must be what the command line says.
    imports: ["conformance", ...server, "api"],
    packages: ["node:*", "yaml", "vitest", "fast-check"],
  },
  contract: {
    files: /^server\/contract\//,
    example: "server/contract/verdict.ts",
    imports: ["contract"],
    packages: ["zod", "yaml"],
  },
  engineDoor: {
    files: /^server\/engine\/index\.ts$/,
    example: "server/engine/index.ts",
    imports: ["contract", ...engine],
    packages: [],
  },
  // What a source of mesh facts has to produce, so the cluster may name these types.
  engineShapes: {
    files: /^server\/engine\/(objects|cert-manager-objects|certificate-objects|snapshot)\.ts$/,
    example: "server/engine/snapshot.ts",
    imports: ["contract", "engineShapes"],
    packages: [],
  },
  // Pure as well, but a signature cannot be checked without Node's cryptography.
  engineTokens: {
    files: /^server\/engine\/jwt\.ts$/,
    example: "server/engine/jwt.ts",
    imports: ["contract", "engineShapes", "engineTokens", "engine"],
    packages: ["ipaddr.js", "node:crypto"],
  },
  engine: {
    files: /^server\/engine\//,
    example: "server/engine/authorization.ts",
    imports: ["contract", "engineShapes", "engineTokens", "engine"],
    packages: ["ipaddr.js"],
  },
  // What a source has to produce about certificates, and what takes keys out of an answer before anyone keeps it.
  certificateEvidence: {
    files: /^server\/certificates\/(evidence|scrub-dump)\.ts$/,
    example: "server/certificates/evidence.ts",
    imports: ["contract", "certificateEvidence"],
    packages: [],
  },
  certificates: {
    files: /^server\/certificates\//,
    example: "server/certificates/inventory.ts",
    imports: ["contract", "certificateEvidence", "certificates"],
    packages: ["node:crypto"],
  },
  kubernetes: {
    files: /^server\/cluster\/kubernetes\//,
    example: "server/cluster/kubernetes/informer.ts",
    imports: ["contract", "certificateEvidence", "cluster", "kubernetes"],
    types: ["engineDoor", "engineShapes"],
    packages: ["@kubernetes/client-node", "node:*", "server-only", "yaml"],
  },
  cluster: {
    files: /^server\/cluster\//,
    example: "server/cluster/source.ts",
    imports: ["contract", "certificateEvidence", "cluster", "kubernetes"],
    types: ["engineDoor", "engineShapes"],
    packages: ["node:*", "server-only", "yaml"],
  },
  telemetry: {
    files: /^server\/telemetry\//,
    example: "server/telemetry/observed-edges.ts",
    imports: ["contract", "certificateEvidence", "telemetry"],
    packages: ["node:*", "server-only"],
  },
  session: {
    files: /^server\/session\//,
    example: "server/session/csrf.ts",
    imports: ["contract", "session"],
    packages: ["node:*", "server-only"],
  },
  services: {
    files: /^server\/services\//,
    example: "server/services/get-graph.ts",
    imports: [
      "contract",
      "engineDoor",
      "certificateEvidence",
      "certificates",
      "cluster",
      "kubernetes",
      "telemetry",
      "session",
      "services",
    ],
    packages: ["node:*", "server-only", "prom-client", "ical-generator"],
  },
  cli: {
    files: /^server\/cli\//,
    example: "server/cli/main.ts",
    imports: ["contract", "services", "cli"],
    packages: ["node:*", "yaml"],
  },
  graphCanvas: {
    files: /^components\/graph\/(GraphCanvas\.tsx$|canvas\/)/,
    example: "components/graph/GraphCanvas.tsx",
    imports: ["contract", ...components],
    packages: [...browserPackages, "cytoscape"],
  },
  graph: {
    files: /^components\/graph\//,
    example: "components/graph/elements.ts",
    imports: ["contract", ...components],
    packages: [...browserPackages, "@dagrejs/dagre"],
  },
  change: {
    files: /^components\/change\//,
    example: "components/change/yaml-edit.ts",
    imports: ["contract", ...components],
    packages: [...browserPackages, "yaml", "@codemirror/*", "@lezer/*"],
  },
  components: {
    files: /^components\//,
    example: "components/matrix/Matrix.tsx",
    imports: ["contract", ...components],
    packages: browserPackages,
  },
  api: {
    files: /^app\/(api\/.*|(.*\/)?route\.ts$)/,
    example: "app/api/graph/route.ts",
    imports: ["contract", "services", "api"],
    packages: ["next", "server-only", "zod", "node:crypto"],
  },
  pages: {
    files: /^app\//,
    example: "app/graph/page.tsx",
    imports: ["contract", "services", ...components, "pages"],
    packages: ["react", "next", "@patternfly/*"],
  },
  proxy: {
    files: /^proxy\.ts$/,
    example: "proxy.ts",
    imports: [],
    packages: ["next"],
  },
  instrumentation: {
    files: /^instrumentation(-node)?\.ts$/,
    example: "instrumentation.ts",
    imports: ["services", "instrumentation"],
    packages: ["next", "node:*"],
  },
  // Against a real API server; it reads the source under test and what the services make of it.
  clusterTier: {
    files: /^e2e\/cluster\//,
    example: "e2e/cluster/control-plane.ts",
    imports: [...server, "clusterTier"],
    packages: ["node:*", "yaml", "vitest"],
  },
  // A browser on a live cluster.
  liveTier: {
    files: /^e2e\/live\//,
    example: "e2e/live/live.spec.ts",
    imports: ["contract", "clusterTier", "e2e", "liveTier"],
    packages: ["node:*", "@playwright/test", "@axe-core/playwright"],
  },
  e2e: {
    files: /^e2e\//,
    example: "e2e/graph.spec.ts",
    imports: ["contract", "e2e"],
    packages: ["node:*", "@playwright/test", "@axe-core/playwright"],
  },
  // It measures whatever part of the server there is.
  bench: {
    files: /^bench\//,
    example: "bench/main.ts",
    // A live cluster is measured on the control plane of the cluster tier.
    imports: [...server, "clusterTier", "bench"],
    packages: ["node:*", "yaml", "@playwright/test"],
  },
  scripts: {
    files: /^scripts\//,
    example: "scripts/architecture/areas.ts",
    imports: ["scripts"],
    packages: ["node:*", "oxc-parser"],
  },
  configuration: {
    files: /^(vitest|playwright|playwright\.live)\.config\.ts$/,
    example: "vitest.config.ts",
    imports: ["configuration"],
    packages: ["node:*", "vitest", "@playwright/test"],
  },
} as const satisfies Record<AreaName, Area>;

/** What a test, and the data of tests, may import besides what its area may. */
export const testAllowance = {
  files: /\.test(-data)?\.tsx?$/,
  imports: server,
  packages: ["node:*", "vitest", "fast-check", "@peculiar/x509", "reflect-metadata"],
} as const;
