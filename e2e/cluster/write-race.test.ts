import { afterAll, beforeAll, expect, it } from "vitest";
import type { LiveSource } from "../../server/cluster/kubernetes/live-source.ts";
import type { PolicyWriter } from "../../server/cluster/policy-writer.ts";
import { pathOf } from "./api.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { everything, grant } from "./rights.ts";
import { kubeconfig, openSource } from "./watching.ts";
import { installDefinitions, istioDefinitions } from "./world.ts";
import { create, deny, manifest, of, replace, told } from "./write-scene.ts";

let plane: ControlPlane;
const sources: LiveSource[] = [];
const when = "2026-11-24T12:00:00.000Z";

function open(user: string): PolicyWriter {
  const source = openSource(kubeconfig(plane, { token: `${user}-token` }));
  sources.push(source);
  if (source.writer === null) throw new Error("no writer");
  return source.writer;
}

beforeAll(async () => {
  plane = await startControlPlane();
  const kinds = istioDefinitions().filter(
    ({ metadata }) => metadata.name === "authorizationpolicies.security.istio.io",
  );
  await installDefinitions(plane.api, kinds);
  await plane.api.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: of.namespace } });
});
afterAll(async () => {
  for (const source of sources) source.close();
  await plane?.stop();
});

it("of a thousand writes by two users at once none is lost", { timeout: 600_000 }, async () => {
  const each = 500;
  const write = {
    apiGroups: ["security.istio.io", "apps"],
    resources: ["authorizationpolicies", "controllerrevisions"],
    verbs: ["get", "list", "create", "update", "delete"],
  };
  await grant(plane.api, "limited", [...everything, write]);
  const [one, two] = [open("admin"), open("limited")];
  const counters = (a: number, b: number) => `  labels:\n    one: "${a}"\n    two: "${b}"\n`;
  await one.write(create(deny(undefined, counters(0, 0))), when);
  let conflicts = 0;
  // Each counts its own label up; a write that was lost would be found missing by the next one.
  const count = async (writer: PolicyWriter, name: string) => {
    for (let written = 0; written < each; ) {
      const { text, base } = (await writer.editable(of)) ?? { text: "", base: "" };
      expect(text).toContain(`    ${name}: "${written}"\n`);
      const next = text.replace(`    ${name}: "${written}"\n`, `    ${name}: "${written + 1}"\n`);
      const outcome = await writer.write(replace(base, next), when);
      if (outcome.kind === "written") written++;
      else if (outcome.kind === "conflict") conflicts++;
      else throw new Error(told(outcome));
    }
  };
  await Promise.all([count(one, "one"), count(two, "two")]);
  const stored = (await plane.api.send("GET", pathOf(manifest))) as { metadata: { labels: unknown } };
  expect(stored.metadata.labels).toEqual({ one: `${each}`, two: `${each}` });
  // They did meet.
  expect(conflicts).toBeGreaterThan(0);
});
