import type { Gateway, GatewayServer, Meta } from "../../engine/objects.ts";
import type { Field } from "./field.ts";

const tlsModes = [
  "PASSTHROUGH",
  "SIMPLE",
  "MUTUAL",
  "AUTO_PASSTHROUGH",
  "ISTIO_MUTUAL",
  "OPTIONAL_MUTUAL",
] as const;

/** @source Istio CRD networking.istio.io Gateway and its validation rules */
export function decodeGateway(object: Field, meta: Meta): Gateway {
  const spec = object.at("spec");
  return {
    meta,
    selector: spec.at("selector").stringMap(),
    servers: spec.at("servers").list().map(decodeServer),
  };
}

function decodeServer(server: Field): GatewayServer {
  const port = server.at("port");
  const tls = server.at("tls");
  const hosts = server.at("hosts");
  if (hosts.absent) hosts.fail("is missing", 'Name the hosts; "*" is every host.');
  const protocol = port.at("protocol").string();
  return {
    port: port.at("number").integer(),
    portName: port.at("name").string(),
    protocol,
    hosts: hosts.strings(),
    tlsMode: decodeTlsMode(tls, protocol),
    httpsRedirect: tls.at("httpsRedirect").booleanOr(false),
    credentialNames: credentialsOf(tls),
    caCertCredentialName: tls.at("caCertCredentialName").stringOr(null),
    serverCertificate: tls.at("serverCertificate").stringOr(null),
    caCertificates: tls.at("caCertificates").stringOr(null),
  };
}

/** `credentialNames` counts before `credentialName`; a text that is none is left to the API server. */
function credentialsOf(tls: Field): readonly string[] {
  const several = tls.at("credentialNames").strings();
  if (several.length > 0) return several;
  const one = tls.at("credentialName").stringOr("");
  return one === "" ? [] : [one];
}

function decodeTlsMode(tls: Field, protocol: string): string | null {
  if (tls.absent) return null;
  // PASSTHROUGH is the enum's zero; a plain HTTP server has `tls` only to redirect.
  const unset = /^(https|tls)$/i.test(protocol) ? "PASSTHROUGH" : null;
  return tls.at("mode").oneOf(tlsModes, unset);
}
