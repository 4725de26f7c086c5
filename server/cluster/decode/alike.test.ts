import { expect, it } from "vitest";
import { nearest } from "./alike.ts";
import { decodeYaml } from "./decode-yaml.ts";

it.each([
  ["port", "ports"],
  ["Methods", "methods"],
  ["mtehods", "methods"],
  ["metods", "methods"],
  ["hots", "hosts"],
  ["quantum", undefined],
  ["pats", undefined],
])("%s was meant to be %s", (written, meant) => {
  expect(nearest(["hosts", "ports", "methods", "paths", "pads"], written)).toBe(meant);
});

it("a field that a DestinationRule does not have is told with the one that was meant", () => {
  const tls = "{mod: ISTIO_MUTUAL}";
  const ports = "[{port: {number: 80}, lts: {}}]";
  const spec = `{hots: a, host: b, trafficPolicy: {tls: ${tls}, portLevelSettings: ${ports}, oulierDetection: {}}, subsets: [{name: v1, label: {a: b}}]}`;
  const result = decodeYaml(
    `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: a}, spec: ${spec}}`,
  );
  expect(result.kind === "decoded" ? result.notes.map(({ path, meant }) => [path, meant]) : result).toEqual([
    ["spec.hots", "host"],
    ["spec.trafficPolicy.oulierDetection", "outlierDetection"],
    ["spec.trafficPolicy.tls.mod", "mode"],
    ["spec.trafficPolicy.portLevelSettings[0].lts", "tls"],
    ["spec.subsets[0].label", "labels"],
  ]);
});
