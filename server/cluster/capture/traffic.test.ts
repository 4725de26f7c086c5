import { describe, expect, it, onTestFinished } from "vitest";
import { readFolders } from "./read-folders.ts";
import { temporaryFolders } from "./temporary-folder.ts";

const temporaryFolder = temporaryFolders(onTestFinished);

type Labels = Readonly<Record<string, string>>;

const cart: Labels = {
  __name__: "istio_requests_total",
  reporter: "destination",
  source_workload: "web",
  source_workload_namespace: "front",
  source_principal: "spiffe://cluster.local/ns/front/sa/web",
  destination_workload: "cart",
  destination_workload_namespace: "shop",
  destination_service: "cart.shop.svc.cluster.local",
  request_protocol: "http",
  response_code: "200",
  response_flags: "-",
  connection_security_policy: "mutual_tls",
};
const series = (labels: Labels, value: unknown) => ({
  metric: { ...cart, ...labels },
  value: [1_764_000_000, value],
});

const objects = `apiVersion: v1
kind: Service
metadata: {name: orders, namespace: shop}
spec: {selector: {app: orders}, ports: [{port: 80}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: orders-v1, namespace: shop}
spec: {template: {metadata: {labels: {app: orders}}, spec: {}}}
`;

async function read(
  result: unknown,
  file = { status: "success", data: { resultType: "vector", result } } as unknown,
) {
  const text = typeof file === "string" ? file : JSON.stringify(file);
  const { snapshot } = await readFolders([temporaryFolder({ "traffic.json": text, "a.yaml": objects })]);
  return snapshot;
}

describe("observed traffic", () => {
  it("sums the series of one pair by what they say", async () => {
    const { traffic } = await read([
      series({}, "0.5"),
      series({ response_code: "403" }, "0.25"),
      series({ connection_security_policy: "none", response_code: "200" }, "0.25"),
      series({ response_code: "503", response_flags: "UC" }, "0.125"),
      series({ response_code: "503", response_flags: "-" }, "0.125"),
    ]);
    expect(traffic).toEqual([
      {
        client: "front/web",
        server: "shop/cart",
        workloadPort: null,
        protocol: "HTTP",
        perSecond: 1.25,
        mutualTls: 1,
        plaintext: 0.25,
        denied: 0.25,
        refused: 0.125,
      },
    ]);
  });

  it("believes the server's side, and the caller's side for what the server never counted", async () => {
    const { traffic } = await read([
      series({ reporter: "source", connection_security_policy: "unknown" }, "2"),
      series({ reporter: "source", response_code: "0", response_flags: "UF" }, "1"),
      series({}, "1.9"),
    ]);
    expect(traffic).toMatchObject([{ perSecond: 1.9, mutualTls: 1.9, refused: 1 }]);
    const alone = await read([series({ reporter: "source", connection_security_policy: "unknown" }, "2")]);
    expect(alone.traffic).toMatchObject([{ perSecond: 2, mutualTls: 0, plaintext: 0 }]);
  });

  it("knows callers and servers outside the mesh", async () => {
    const unknown = { source_workload: "unknown", source_workload_namespace: "unknown" };
    const away = { destination_workload: "unknown", destination_workload_namespace: "unknown" };
    const { traffic } = await read([
      series(unknown, "1"),
      series({ ...away, destination_service: "api.example.com", reporter: "source" }, "1"),
      series({ ...away, destination_service: "unknown" }, "1"),
    ]);
    expect(traffic.map(({ client, server }) => [client, server])).toEqual([
      ["outside", "shop/cart"],
      ["front/web", "external/api.example.com"],
    ]);
  });

  it("gives a call that failed to the one workload that its Service selects", async () => {
    const away = {
      destination_workload: "unknown",
      destination_workload_namespace: "unknown",
      reporter: "source",
    };
    const failed = { ...away, response_code: "503", response_flags: "UF,URX" };
    const { traffic } = await read([
      series({ ...failed, destination_service: "orders.shop.svc.cluster.local" }, "1"),
      series({}, "3"),
      series({ ...failed, destination_service: "cart.shop.svc.cluster.local" }, "1"),
    ]);
    expect(traffic).toMatchObject([
      { server: "shop/orders-v1", perSecond: 1, refused: 1 },
      { server: "shop/cart", perSecond: 3, refused: 1 },
    ]);
  });

  it("keeps ports and protocols apart", async () => {
    const { traffic } = await read([
      series({ destination_port: "8080" }, "1"),
      series({ destination_port: "9090" }, "1"),
      series({ __name__: "istio_tcp_connections_opened_total", response_code: "" }, "1"),
      series({ __name__: "", request_protocol: "tcp", response_code: "" }, "1"),
      series({ __name__: "istio_tcp_sent_bytes_total" }, "1000"),
    ]);
    expect(
      traffic.map(({ workloadPort, protocol, perSecond }) => [workloadPort, protocol, perSecond]),
    ).toEqual([
      [8080, "HTTP", 1],
      [9090, "HTTP", 1],
      [null, "TCP", 2],
    ]);
  });

  it("leaves out what has no rate, and says what is not understood", async () => {
    const { traffic, problems } = await read([series({}, "0"), series({}, "NaN"), series({}, "+Inf"), {}, 5]);
    expect(traffic).toEqual([]);
    expect(problems).toMatchObject([
      { file: "traffic.json", text: "traffic.json has 2 samples that are not understood." },
    ]);
  });

  it.each([
    "",
    "[]",
    "{",
    '{"status": "error"}',
    '{"status": "success", "data": {"resultType": "matrix", "result": []}}',
  ])("of a bad file is a problem, and the rest works: %s", async (text) => {
    const { traffic, problems, services } = await read([], text);
    expect(traffic).toEqual([]);
    expect(services).toHaveLength(1);
    expect(problems).toMatchObject([
      { file: "traffic.json", cure: expect.stringContaining("/api/v1/query") },
    ]);
  });
});
