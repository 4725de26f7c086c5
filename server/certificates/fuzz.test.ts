import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeText } from "./decode-text.ts";
import { identitiesOfZtunnel, leavesOfCerts, secretsOfEnvoy } from "./held-secret.ts";
import { readPem } from "./pem.ts";
import { recordedProxies } from "./recorded.test-data.ts";

const folder = join(import.meta.dirname, "recorded");
const recorded = (proxy: string, file: string): unknown =>
  JSON.parse(readFileSync(join(folder, proxy, file), "utf8"));
const dumps = recordedProxies.map((proxy) => recorded(proxy, "config_dump-secrets.json"));
const certs = recordedProxies.map((proxy) => recorded(proxy, "certs.json"));
const pem = readFileSync(join(folder, "configmap-istio-ca-root-cert.yaml"), "utf8").replaceAll(/^ +/gm, "");
const header = `By=spiffe://cluster.local/ns/shop/sa/cart;Hash=${"ab".repeat(32)};Subject="CN=a,b;c\\"";URI=spiffe://cluster.local/ns/front/sa/web;DNS=a.example,By=x;Cert="-----BEGIN%20CERTIFICATE-----%0AMIIC"`;

/** A number for each call, the same in each run. */
let state = 12_345;
function next(below: number): number {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return state % below;
}

const odd = [
  "-----BEGIN CERTIFICATE-----",
  "-----END CERTIFICATE-----",
  "\r\n",
  "\u0000",
  "=",
  ";",
  '"',
  "%0",
  "\ufffd",
  "A".repeat(4096),
];

/** Some letters turned, taken out, doubled or put in. */
function turned(text: string): string {
  let made = text;
  for (let n = next(4) + 1; n > 0; n--) {
    const at = next(made.length + 1);
    const until = at + next(60);
    const kind = next(4);
    if (kind === 0) made = made.slice(0, at) + String.fromCharCode(next(256)) + made.slice(at + 1);
    else if (kind === 1) made = made.slice(0, at) + made.slice(until);
    else if (kind === 2) made = made.slice(0, until) + made.slice(at);
    else made = made.slice(0, at) + (odd[next(odd.length)] ?? "") + made.slice(at);
  }
  return made;
}

/** A value somewhere inside is another, of another kind, or gone. */
function turnedValue(value: unknown, depth = 0): unknown {
  if (next(6) === 0 || depth > 12)
    return [null, 5, "", [], {}, true, "x".repeat(next(200)), [[[]]], { cert_chain: 7 }][next(9)];
  if (typeof value === "string") return turned(value);
  if (Array.isArray(value)) {
    const at = next(value.length + 1);
    return value.map((item, i) => (i === at ? turnedValue(item, depth + 1) : item));
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const at = next(entries.length + 1);
  return Object.fromEntries(entries.map(([k, v], i) => (i === at ? [k, turnedValue(v, depth + 1)] : [k, v])));
}

const runs = 25_000;

it("whatever a PEM, a header or a dump holds, reading it ends, throws nothing and keeps nothing", () => {
  const started = process.memoryUsage().heapUsed;
  for (let i = 0; i < runs; i++) {
    readPem(turned(pem));
    decodeText(turned(header), [], 1_795_511_520);
    secretsOfEnvoy(turnedValue(dumps[i % dumps.length]));
    leavesOfCerts(turnedValue(certs[i % certs.length]));
    if (i % 10 === 0) identitiesOfZtunnel(turnedValue(dumps));
  }
  globalThis.gc?.();
  // Far less than what was read in all; without a collection on demand some of it is still about to go.
  expect(process.memoryUsage().heapUsed - started).toBeLessThan(400 * 1024 * 1024);
});

it("any text and any value at all are read as well", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), fc.jsonValue(), (text, value) => {
      readPem(text);
      decodeText(text, [], 0);
      secretsOfEnvoy(value);
      leavesOfCerts(value);
      identitiesOfZtunnel(value);
    }),
    { numRuns: 2_000 },
  );
});
