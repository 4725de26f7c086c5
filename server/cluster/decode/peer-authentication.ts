import type { Meta, MtlsMode, PeerAuthentication } from "../../engine/objects.ts";
import type { Field } from "./field.ts";
import { decodeMatchLabels } from "./selector.ts";

const modes = ["UNSET", "DISABLE", "PERMISSIVE", "STRICT"] as const satisfies readonly MtlsMode[];

/** @source Istio CRD security.istio.io PeerAuthentication and its validation rules */
export function decodePeerAuthentication(object: Field, meta: Meta): PeerAuthentication {
  const spec = object.at("spec");
  spec.only(["selector", "mtls", "portLevelMtls"]);
  spec.at("mtls").only(["mode"]);
  spec.at("selector").only(["matchLabels"]);
  const selector = decodeMatchLabels(spec.at("selector"));
  return {
    meta,
    selector,
    mode: spec.at("mtls").at("mode").oneOf(modes, "UNSET"),
    portLevelMtls: decodePorts(
      spec.at("portLevelMtls"),
      selector !== null && Object.keys(selector).length > 0,
    ),
  };
}

function decodePorts(ports: Field, selected: boolean): Readonly<Record<string, MtlsMode>> {
  if (ports.absent) return {};
  const entries = ports.entries();
  if (entries.length === 0) ports.fail("is empty", "Give it a port, or remove it.");
  if (!selected)
    ports.fail("stands without a selector", "Add selector.matchLabels, or remove portLevelMtls.");
  return Object.fromEntries(
    entries.map(([port, setting]) => {
      if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535)
        setting.fail("is no port", "Write the container port as key, 1 to 65535.");
      setting.only(["mode"]);
      return [String(Number(port)), setting.at("mode").oneOf(modes, "UNSET")];
    }),
  );
}
