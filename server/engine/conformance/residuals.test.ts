import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "../../contract/verdict.ts";
import { judge } from "../answer.ts";
import { evaluateEdge } from "../edge.ts";
import { reduce } from "../expression.ts";
import { meshOf } from "../mesh.ts";
import { applicableRequestAuthentications, evaluateToken } from "../request-authentication.ts";
import { factsOf, type RequestShape, remoteAddress } from "../request-facts.ts";
import {
  ask,
  check,
  from,
  given,
  http,
  mesh,
  nowSeconds,
  numRuns,
  service,
  snapshotOf,
} from "./generators.ts";

const passes = (outcome: Answer["outcome"]) => (outcome === "allowed" ? "passes" : "is stopped");

describe("an edge without a request", { timeout: 60_000 }, () => {
  const ends = fc.record({
    client: from,
    target: fc.constantFrom(
      { server: "shop/cart", workloadPort: 8080, dial: service("cart", 80) },
      { server: "shop/cart", workloadPort: 9000, dial: service("cart", 9000) },
      { server: "shop/cart", workloadPort: 7000, dial: service("cart", 7000) },
      { server: "shop/db", workloadPort: 5432, dial: service("db", 5432) },
    ),
  });

  it("leaves a residual that, with the facts of a request, gives that request's verdict", () => {
    let open = 0;
    check([mesh, ends, http, fc.boolean(), given], (m, { client, target }, wanted, asTcp, facts) => {
      const snapshot = snapshotOf(m);
      const { server, workloadPort, dial } = target;
      const result = evaluateEdge(
        meshOf(snapshot),
        { client, server, workloadPort },
        { nowSeconds, ...facts },
      );
      const path = result?.paths[0];
      if (result === null || path === undefined) throw new Error("no edge");
      open += result.answer.outcome === "depends" ? 1 : 0;
      const tcp = result.protocol === "TCP" || (result.protocol === "auto" && asTcp);
      const to = result.host === null ? { pod: server, port: workloadPort } : dial;
      const request = {
        id: "q",
        from: client,
        to,
        ...(tcp ? { tcp: {} } : { http: { ...wanted, host: dial.host } }),
      };
      const answer = ask(snapshot, request, facts);

      const shape: RequestShape & { readonly headers: Readonly<Record<string, string>> } = tcp
        ? { method: "", path: "", authority: "", headers: {} }
        : { ...wanted, authority: dial.host };
      const pod = meshOf(snapshot).workloads.get(server)?.pods[0];
      const caller = meshOf(snapshot).workloads.get(client)?.pods[0]?.ip ?? facts.outsideAddress;
      if (pod === undefined) throw new Error("no server");
      const connection = {
        principal: answer.principal,
        sourceIp: caller,
        remoteIp: tcp ? caller : remoteAddress(caller, shape, 1),
        destinationIp: pod.ip,
        destinationPort: workloadPort,
        sni: answer.transport === "mtls" ? `outbound_.${dial.port}_._.${dial.host}` : "",
      };
      const sent = factsOf(connection, shape, snapshot.meshConfig, facts.assumed);
      const tokens = tcp ? [] : applicableRequestAuthentications(snapshot, pod);
      const read = { method: shape.method ?? "", path: shape.path ?? "", headers: shape.headers };
      const checked = evaluateToken(tokens, read, nowSeconds);
      const before = { ...sent, token: { kind: "absent" } as const };
      const after = { ...sent, token: checked.check, headers: checked.headers };
      // CUSTOM is asked before the token is read.
      const gates = path.gates.map((gate) => ({
        ...gate,
        expression: reduce(gate.expression, gate.gate === "custom" ? before : after),
      }));
      const judged = judge(gates, path.seen);
      expect(["depends", "unknown", "mixed"]).not.toContain(judged.outcome);
      // A detected port is asked as HTTP and as TCP at once, so only whether it passes is said there.
      if (result.protocol === "auto") expect(passes(judged.outcome)).toBe(passes(answer.outcome));
      else expect(judged.outcome).toBe(answer.outcome);
    });
    expect(open).toBeGreaterThan(numRuns / 20);
  });

  it("that is certain is so for every request", () => {
    check([mesh, ends, http, given], (m, { client, target }, wanted, facts) => {
      const snapshot = snapshotOf(m);
      const { server, workloadPort, dial } = target;
      const result = evaluateEdge(
        meshOf(snapshot),
        { client, server, workloadPort },
        { nowSeconds, ...facts },
      );
      if (result === null || ["depends", "unknown", "mixed"].includes(result.answer.outcome)) return;
      const to = result.host === null ? { pod: server, port: workloadPort } : dial;
      const said = result.protocol === "TCP" ? { tcp: {} } : { http: { ...wanted, host: dial.host } };
      const answer = ask(snapshot, { id: "q", from: client, to, ...said }, facts);
      expect(passes(answer.outcome)).toBe(passes(result.answer.outcome));
    });
  });
});
