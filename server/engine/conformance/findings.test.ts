import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readFolders } from "../../cluster/capture/read-folders.ts";
import type { FindingCode } from "../../contract/findings.ts";
import { evaluateRequest } from "../evaluate.ts";
import { findingsOf } from "../findings/findings.ts";
import { meshWith, readCases } from "./corpus.ts";
import { nothingKnown } from "./environment.ts";

/** Recorded cases in which something is refused, denied or open without a word of it elsewhere, and what we say. */
const silentElsewhere: Readonly<Record<string, FindingCode>> = {
  "peer-authentication/namespace-strict-refuses-plaintext": "strictRefuses",
  "peer-authentication/workload-disable-cannot-read-istio-mutual": "mtlsToPlaintext",
  "peer-authentication/port-level-key-as-service-port-does-nothing": "servicePort",
  "peer-authentication/tcp-port-under-disable-forwards-mtls-undecrypted": "mtlsToPlaintext",
  "destination-rule/disable-against-strict": "plaintextToStrict",
  "destination-rule/istio-mutual-to-a-pod-without-proxy": "mtlsToPlaintext",
  "destination-rule/simple-to-a-plaintext-server": "tlsRefused",
  "destination-rule/namespace-disable-turns-auto-mtls-off": "autoMtlsOff",
  "destination-rule/disable-loses-the-identity": "plaintextLosesIdentity",
  "destination-rule/mutual-without-certificates-is-plaintext": "mutualWithoutCertificates",
  "authorization/tcp-widens-a-deny-rule-with-http-fields": "denyWidened",
  "authorization/ports-are-container-ports": "servicePort",
  "authorization/empty-spec-allows-nothing": "allowsNothing",
  "authorization/when-unknown-key-drops-the-rule": "unknownKey",
  "authorization/custom-with-unknown-provider-denies": "unknownProvider",
  "authorization/deny-without-rules-is-inert": "denyNothing",
  "authorization/namespaces-exact": "anonymousCaller",
};

const cases = new Map(readCases().map((c) => [c.file, c]));
const caseOf = (name: string) => {
  const found = cases.get(join("cases", `${name}.yaml`));
  if (found === undefined) throw new Error(`There is no case ${name}.`);
  return found;
};

describe("findings of recorded cases", () => {
  it.each(Object.entries(silentElsewhere))("%s is told: %s", (name, code) => {
    const { variant, objects } = caseOf(name);
    expect(findingsOf(meshWith(variant, objects)).map((f) => f.code)).toContain(code);
  });

  it.each(["base", "alias", "noauto", "registryonly", "rootns"])(
    "the world as it is has none (%s)",
    (variant) => {
      expect(findingsOf(meshWith(variant, []))).toEqual([]);
    },
  );

  it("none throws on the generated ones, and each names an object of its case", () => {
    for (const { file, variant, objects } of cases.values()) {
      if (!file.startsWith("generated")) continue;
      const names = new Set(objects.map(({ ref }) => `${ref.kind} ${ref.namespace}/${ref.name}`));
      for (const { object } of findingsOf(meshWith(variant, objects)))
        expect(names).toContain(`${object.kind} ${object.namespace}/${object.name}`);
    }
  });

  // Whoever is said to be cut off is: the recordings judge the engine, and the engine judges the findings.
  const cuts: ReadonlySet<FindingCode> = new Set([
    "plaintextToStrict",
    "mtlsToPlaintext",
    "tlsRefused",
    "autoMtlsOff",
  ]);
  it("calls that are said to fail do fail", () => {
    let asked = 0;
    for (const { file, variant, objects, requests } of cases.values()) {
      if (!file.startsWith("cases")) continue;
      const snapshot = meshWith(variant, objects);
      const cut = findingsOf(snapshot).filter((f) => cuts.has(f.code));
      if (cut.length === 0) continue;
      const outcomes = requests.map(({ request }) => evaluateRequest(snapshot, request, nothingKnown));
      asked += outcomes.some(
        (a) => a.outcome === "refused" || a.outcome === "mixed" || a.outcome === "depends",
      )
        ? 1
        : 0;
      expect([file, outcomes.map((a) => a.outcome)]).not.toEqual([file, outcomes.map(() => "allowed")]);
    }
    expect(asked).toBeGreaterThan(20);
  });
});

it("the demo has what was put there, and nothing about its healthy objects", async () => {
  const demo = join(import.meta.dirname, "..", "..", "..", "demo");
  const { snapshot } = await readFolders([demo]);
  const told = findingsOf(snapshot).map(
    (f) => `${f.severity} ${f.code} ${f.object.namespace}/${f.object.name}`,
  );
  expect(told).toEqual([
    "error plaintextToStrict partner/orders-plain",
    "warning strictRefuses sambaiz/nginx-strict",
    "warning allowsNothing shop/deny-all",
    "warning strictRefuses shop/default",
    "info allowDropped shop/orders",
    "info allowDropped shop/orders",
  ]);
});
