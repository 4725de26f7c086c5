import type { ClientTlsSettings, DestinationRule, Meta, TrafficPolicy } from "../../engine/objects.ts";
import type { Field } from "./field.ts";
import { decodeMatchLabels } from "./selector.ts";

const tlsModes = ["DISABLE", "SIMPLE", "MUTUAL", "ISTIO_MUTUAL"] as const;
const tlsFields = [
  "mode",
  "clientCertificate",
  "privateKey",
  "caCertificates",
  "caCrl",
  "credentialName",
  "subjectAltNames",
  "sni",
  "insecureSkipVerify",
];
const portFields = ["loadBalancer", "connectionPool", "outlierDetection", "tls"];
const policyFields = [...portFields, "portLevelSettings", "tunnel", "proxyProtocol", "retryBudget"];
const balancers = [
  "UNSPECIFIED",
  "LEAST_CONN",
  "RANDOM",
  "PASSTHROUGH",
  "ROUND_ROBIN",
  "LEAST_REQUEST",
] as const;

/** @source Istio CRD networking.istio.io DestinationRule and its validation rules */
export function decodeDestinationRule(object: Field, meta: Meta): DestinationRule {
  const spec = object.at("spec");
  spec.only(["host", "trafficPolicy", "subsets", "exportTo", "workloadSelector"]);
  return {
    meta,
    host: spec.at("host").string(),
    exportTo: spec.at("exportTo").strings(),
    workloadSelector: decodeMatchLabels(spec.at("workloadSelector")),
    trafficPolicy: decodeTrafficPolicy(spec.at("trafficPolicy")),
    subsets: spec
      .at("subsets")
      .list()
      .map((subset) => {
        subset.only(["name", "labels", "trafficPolicy"]);
        return {
          name: subset.at("name").string(),
          labels: subset.at("labels").stringMap(),
          trafficPolicy: decodeTrafficPolicy(subset.at("trafficPolicy")),
        };
      }),
  };
}

function decodeTrafficPolicy(policy: Field): TrafficPolicy | null {
  if (policy.absent) return null;
  policy.only(policyFields);
  return {
    tls: decodeClientTls(policy.at("tls")),
    loadBalancerSimple: policy.at("loadBalancer").at("simple").oneOf(balancers, null),
    portLevelSettings: policy
      .at("portLevelSettings")
      .list()
      .map((setting) => {
        setting.only(["port", ...portFields]);
        return {
          port: setting.at("port").at("number").integerOr(0),
          tls: decodeClientTls(setting.at("tls")),
          loadBalancerSimple: setting.at("loadBalancer").at("simple").oneOf(balancers, null),
        };
      }),
  };
}

function decodeClientTls(tls: Field): ClientTlsSettings | null {
  if (tls.absent) return null;
  tls.only(tlsFields);
  return {
    // DISABLE is the enum's zero: `tls: {}` turns TLS off.
    mode: tls.at("mode").oneOf(tlsModes, "DISABLE"),
    sni: tls.at("sni").stringOr(null),
    subjectAltNames: tls.at("subjectAltNames").strings(),
    caCertificates: tls.at("caCertificates").stringOr(null),
    clientCertificate: tls.at("clientCertificate").stringOr(null),
    privateKey: tls.at("privateKey").stringOr(null),
    credentialName: tls.at("credentialName").stringOr(null),
    insecureSkipVerify: tls.at("insecureSkipVerify").booleanOr(false),
  };
}
