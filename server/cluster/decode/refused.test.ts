import { describe, expect, it } from "vitest";
import { decodeYaml } from "./decode-yaml.ts";

interface Refused {
  readonly title: string;
  readonly kind: string;
  readonly spec: string;
  readonly path: string;
  readonly found: string;
  readonly cure: string;
}

const versions: Readonly<Record<string, string>> = {
  AuthorizationPolicy: "security.istio.io/v1",
  PeerAuthentication: "security.istio.io/v1",
  RequestAuthentication: "security.istio.io/v1",
  Service: "v1",
  Deployment: "apps/v1",
};

// What the API server would not take, and the words for it.
const refused: readonly Refused[] = [
  {
    title: "a port as a number in an AuthorizationPolicy",
    kind: "AuthorizationPolicy",
    spec: "{rules: [{to: [{operation: {ports: [8080]}}]}]}",
    path: "spec.rules[0].to[0].operation.ports[0]",
    found: "is the number 8080, and a text is expected",
    cure: 'Write it in quotes: "8080".',
  },
  {
    title: "an unknown action",
    kind: "AuthorizationPolicy",
    spec: "{action: LOG}",
    path: "spec.action",
    found: 'is the text "LOG", which is none of ALLOW, DENY, AUDIT, CUSTOM',
    cure: "Write one of ALLOW, DENY, AUDIT, CUSTOM.",
  },
  {
    title: "a condition without a key",
    kind: "AuthorizationPolicy",
    spec: "{rules: [{when: [{values: [a]}]}]}",
    path: "spec.rules[0].when[0].key",
    found: "is missing",
    cure: "Give it a value; the API server requires it.",
  },
  {
    title: "a null rule",
    kind: "AuthorizationPolicy",
    spec: "{rules: [null]}",
    path: "spec.rules[0]",
    found: "is empty (null)",
    cure: "Give the entry a value, or remove its line.",
  },
  {
    title: "rules that are an object",
    kind: "AuthorizationPolicy",
    spec: "{rules: {from: []}}",
    path: "spec.rules",
    found: "is an object, and a list is expected",
    cure: "Write a list.",
  },
  {
    title: "a label value that YAML reads as a boolean",
    kind: "AuthorizationPolicy",
    spec: "{selector: {matchLabels: {istio-enabled: on}}}",
    path: "spec.selector.matchLabels.istio-enabled",
    found: "is the boolean true, and a text is expected",
    cure: 'Write it in quotes: "true".',
  },
  {
    title: "a selector beside targetRefs",
    kind: "AuthorizationPolicy",
    spec: "{selector: {matchLabels: {app: a}}, targetRefs: [{kind: Service, name: a}]}",
    path: "spec",
    found: "has selector and targetRefs",
    cure: "Keep one way to attach the policy: selector or targetRefs.",
  },
  {
    title: "a targetRef into another namespace",
    kind: "AuthorizationPolicy",
    spec: "{targetRefs: [{kind: Service, name: a, namespace: b}]}",
    path: "spec.targetRefs[0].namespace",
    found: "names a namespace",
    cure: "Remove it: a targetRef stays in the policy's namespace.",
  },
  {
    title: "service accounts beside principals",
    kind: "AuthorizationPolicy",
    spec: "{rules: [{from: [{source: {serviceAccounts: [a/b], principals: ['*']}}]}]}",
    path: "spec.rules[0].from[0].source",
    found: "has service accounts beside principals",
    cure: "Put them into two entries of from.",
  },
  {
    title: "a mode in lower case",
    kind: "PeerAuthentication",
    spec: "{mtls: {mode: strict}}",
    path: "spec.mtls.mode",
    found: 'is the text "strict", which is none of UNSET, DISABLE, PERMISSIVE, STRICT',
    cure: "Write STRICT.",
  },
  {
    title: "port-level modes without a selector",
    kind: "PeerAuthentication",
    spec: "{selector: {}, portLevelMtls: {8080: {mode: DISABLE}}}",
    path: "spec.portLevelMtls",
    found: "stands without a selector",
    cure: "Add selector.matchLabels, or remove portLevelMtls.",
  },
  {
    title: "a port name as a key of portLevelMtls",
    kind: "PeerAuthentication",
    spec: "{selector: {matchLabels: {app: a}}, portLevelMtls: {http: {mode: DISABLE}}}",
    path: "spec.portLevelMtls.http",
    found: "is no port",
    cure: "Write the container port as key, 1 to 65535.",
  },
  {
    title: "a star in a selector",
    kind: "PeerAuthentication",
    spec: "{selector: {matchLabels: {app: 'ca*'}}}",
    path: "spec.selector.matchLabels.app",
    found: "has a star",
    cure: "Write the label's full value: selectors know no wildcards.",
  },
  {
    title: "two sources of keys in one JWT rule",
    kind: "RequestAuthentication",
    spec: "{jwtRules: [{issuer: a, jwks: '{}', jwksUri: 'https://a/keys'}]}",
    path: "spec.jwtRules[0]",
    found: "has jwks and jwksUri",
    cure: "Keep one source of keys: jwks or jwksUri.",
  },
  {
    title: "a server's mode in a DestinationRule",
    kind: "DestinationRule",
    spec: "{host: a, trafficPolicy: {tls: {mode: PERMISSIVE}}}",
    path: "spec.trafficPolicy.tls.mode",
    found: 'is the text "PERMISSIVE", which is none of DISABLE, SIMPLE, MUTUAL, ISTIO_MUTUAL',
    cure: "Write one of DISABLE, SIMPLE, MUTUAL, ISTIO_MUTUAL.",
  },
  {
    title: "a DestinationRule without a host",
    kind: "DestinationRule",
    spec: "{}",
    path: "spec.host",
    found: "is missing",
    cure: "Give it a value; the API server requires it.",
  },
  {
    title: "a string match with two ways",
    kind: "VirtualService",
    spec: "{hosts: [a], http: [{match: [{uri: {exact: /a, prefix: /b}}]}]}",
    path: "spec.http[0].match[0].uri",
    found: "has exact and prefix",
    cure: "Keep one of exact, prefix, regex.",
  },
  {
    title: "a server without a port number",
    kind: "Gateway",
    spec: "{servers: [{port: {name: http, protocol: HTTP}, hosts: ['*']}]}",
    path: "spec.servers[0].port.number",
    found: "is missing",
    cure: "Give it a number; the API server requires it.",
  },
  {
    title: "a ServiceEntry for every host",
    kind: "ServiceEntry",
    spec: "{hosts: ['*']}",
    path: "spec.hosts[0]",
    found: 'is "*"',
    cure: "Name the host; a ServiceEntry for every host is refused.",
  },
  {
    title: "endpoints under resolution NONE",
    kind: "ServiceEntry",
    spec: "{hosts: [a.example], endpoints: [{address: 10.0.0.1}]}",
    path: "spec.endpoints",
    found: "stands under resolution NONE",
    cure: "Write resolution STATIC or DNS, or remove the endpoints.",
  },
  {
    title: "a range of addresses under DNS",
    kind: "ServiceEntry",
    spec: "{hosts: [a.example], resolution: DNS, addresses: [10.0.0.0/8]}",
    path: "spec.addresses[0]",
    found: "is a range under resolution DNS",
    cure: "Write a single address, or resolution NONE or STATIC.",
  },
  {
    title: "a Sidecar that imports nothing it names",
    kind: "Sidecar",
    spec: "{egress: [{bind: 0.0.0.0}]}",
    path: "spec.egress[0].hosts",
    found: "is missing",
    cure: 'Name the hosts as namespace/host; "*/*" is all.',
  },
  {
    title: "a Service port as a text",
    kind: "Service",
    spec: '{ports: [{port: "80"}]}',
    path: "spec.ports[0].port",
    found: 'is the text "80", and a whole number is expected',
    cure: "Write a whole number.",
  },
  {
    title: "a container port out of range",
    kind: "Deployment",
    spec: "{template: {spec: {containers: [{name: a, ports: [{containerPort: 70000}]}]}}}",
    path: "spec.template.spec.containers[0].ports[0].containerPort",
    found: "is 70000",
    cure: "Write a port from 1 to 65535.",
  },
];

describe("an object that the API server refuses", () => {
  it.each(refused)("cannot be decoded: $title", ({ kind, spec, path, found, cure }) => {
    const apiVersion = versions[kind] ?? "networking.istio.io/v1";
    const text = `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: a, namespace: b}, spec: ${spec}}`;
    expect(decodeYaml(text)).toEqual({
      kind: "undecodable",
      ref: {
        group: apiVersion.includes("/") ? apiVersion.split("/")[0] : "",
        kind,
        namespace: "b",
        name: "a",
      },
      path,
      found,
      cure,
    });
  });

  it("cannot be decoded when a label is no text, and names the label", () => {
    const text =
      "{apiVersion: v1, kind: Pod, metadata: {name: a, labels: {app.kubernetes.io/debug: yes}}, spec: {}}";
    expect(decodeYaml(text)).toMatchObject({
      kind: "undecodable",
      path: 'metadata.labels["app.kubernetes.io/debug"]',
      cure: 'Write it in quotes: "true".',
    });
  });

  it("cannot be decoded under a version that is not served", () => {
    const text = "{apiVersion: security.istio.io/v1alpha1, kind: PeerAuthentication, metadata: {name: a}}";
    expect(decodeYaml(text)).toMatchObject({
      kind: "undecodable",
      path: "apiVersion",
      cure: "Write security.istio.io/v1.",
    });
  });

  it("may be meant for any namespace when its own is no text", () => {
    const text =
      "{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: a, namespace: [x]}}";
    expect(decodeYaml(text)).toMatchObject({ kind: "undecodable", ref: { namespace: "" } });
  });

  it("cannot be decoded without a name", () => {
    expect(decodeYaml("{apiVersion: v1, kind: Service, metadata: {}, spec: {}}")).toMatchObject({
      kind: "undecodable",
      path: "metadata.name",
    });
  });
});
