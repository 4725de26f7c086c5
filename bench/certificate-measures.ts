import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { readPem } from "../server/certificates/pem.ts";
import { writeCapture } from "./folder.ts";
import type { Found, Measure } from "./measure.ts";
import { meshOfSize } from "./meshes.ts";
import { freshPage, withBrowser } from "./pages.ts";
import { startServer } from "./server.ts";
import type { SizeName } from "./sizes.ts";

const recorded = join(import.meta.dirname, "..", "server", "certificates", "recorded");

/** Ten thousand certificates out of one text: the recorded root, again and again, since no two reads share anything. */
function parse(): Found {
  const root = readFileSync(join(recorded, "configmap-istio-ca-root-cert.yaml"), "utf8").replaceAll(
    /^ +/gm,
    "",
  );
  const pem = root.slice(root.indexOf("-----BEGIN"));
  const text = pem.repeat(100);
  let count = 0;
  const begin = performance.now();
  for (let i = 0; i < 100; i++) count += readPem(text).certificates.length;
  return { value: (performance.now() - begin) / 1000, note: `${count} certificates` };
}

const hour = 3_600_000;

/** What the proxy of one workload tells: a leaf of a day, begun at some time of the last eleven hours. */
function certsOf(namespace: string, account: string, index: number): unknown {
  const begun = Date.now() - ((index * 97) % 660) * 60_000;
  const time = (at: number) => new Date(at).toISOString();
  const leaf = {
    path: "<inline>",
    serial_number: (index + 4096).toString(16),
    subject_alt_names: [{ uri: `spiffe://cluster.local/ns/${namespace}/sa/${account}` }],
    days_until_expiration: "0",
    valid_from: time(begun),
    expiration_time: time(begun + 24 * hour),
  };
  return { certificates: [{ ca_cert: [], cert_chain: [leaf] }] };
}

/** The timeline of a fleet, from a click on the address to its first rows, by a server that has read its folder. */
async function timelinePaint(size: SizeName): Promise<Found> {
  const { mesh } = meshOfSize(size);
  const folder = writeCapture(mesh);
  const seen = new Set<string>();
  let count = 0;
  for (const { kind, metadata, spec } of mesh.manifests as readonly Readonly<Record<string, unknown>>[]) {
    if (kind !== "Pod") continue;
    const { namespace, name } = metadata as { readonly namespace: string; readonly name: string };
    const { serviceAccountName, containers } = spec as {
      readonly serviceAccountName: string;
      readonly containers: readonly { readonly name: string }[];
    };
    // One proxy of each workload.
    const workload = `${namespace}/${serviceAccountName}`;
    if (seen.has(workload) || !containers.some((c) => c.name === "istio-proxy")) continue;
    seen.add(workload);
    const place = join(folder, "proxies", namespace, name);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "certs.json"), JSON.stringify(certsOf(namespace, serviceAccountName, count)));
    count += 1;
  }
  try {
    const server = await startServer({ SEKISHO_FOLDER: folder });
    try {
      await fetch(`${server.address}/api/certificates`);
      return await withBrowser(async (browser) => {
        const times: number[] = [];
        for (let run = 0; run < 3; run++) {
          const page = await freshPage({ browser });
          await page.goto(`${server.address}/certificates`);
          await page.getByRole("option").nth(10).waitFor();
          times.push(await page.evaluate(() => performance.now()));
          await page.context().close();
        }
        const [best = 0, middle = best] = times.toSorted((a, b) => a - b);
        return {
          value: middle / 1000,
          note: `${count} certificates; best ${(best / 1000).toPrecision(3)} s`,
        };
      });
    } finally {
      server.end();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Certificates, without and with a browser. */
export const certificateMeasures: readonly Measure[] = [
  { name: "certificates.parse", unit: "s", goals: { L: 1 }, at: ["L"], run: parse },
  { name: "certificates.timelinePaint", unit: "s", goals: { L: 1 }, at: ["L"], run: timelinePaint },
];
