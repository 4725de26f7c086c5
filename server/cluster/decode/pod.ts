import type { Container, Meta, OwnerRef, Pod, PodTemplate } from "../../engine/objects.ts";
import { decodeCertificateSettings } from "./certificate-settings.ts";
import type { Field } from "./field.ts";
import { texts } from "./meta.ts";

/**
 * A pod, with its status where the source has one.
 * @returns phase is "" when there is no status, as in a Git checkout
 */
export function decodePod(object: Field, meta: Meta): Pod {
  const status = object.at("status");
  const ip = status.at("podIP").stringOr("") || null;
  const ips = status
    .at("podIPs")
    .list()
    .map((entry) => entry.at("ip").stringOr(""));
  return {
    meta,
    ...decodePodSpec(object.at("spec")),
    ip,
    ips: ips.length > 0 ? ips : ip === null ? [] : [ip],
    phase: status.at("phase").stringOr(""),
    owner: decodeOwner(object),
    nodeName: object.at("spec").at("nodeName").stringOr(null),
  };
}

/** The pod template of a controller. */
export function decodePodTemplate(template: Field): PodTemplate {
  const metadata = template.at("metadata");
  return {
    labels: texts(metadata.at("labels")),
    annotations: texts(metadata.at("annotations")),
    ...decodePodSpec(template.at("spec")),
  };
}

/** The owner that controls an object, else its first owner. */
export function decodeOwner(object: Field): OwnerRef | null {
  const owners = object.at("metadata").at("ownerReferences").list();
  const owner = owners.find((candidate) => candidate.at("controller").booleanOr(false)) ?? owners[0];
  return owner === undefined ? null : { kind: owner.at("kind").string(), name: owner.at("name").string() };
}

function decodePodSpec(spec: Field) {
  const user = spec.at("securityContext").at("runAsUser").integerOr(null);
  const container = (init: boolean) => (field: Field) => decodeContainer(field, init, user);
  return {
    serviceAccountName:
      spec.at("serviceAccountName").stringOr("") || spec.at("serviceAccount").stringOr("") || "default",
    hostNetwork: spec.at("hostNetwork").booleanOr(false),
    containers: [
      ...spec.at("initContainers").list().map(container(true)),
      ...spec.at("containers").list().map(container(false)),
    ],
    csiDrivers: spec
      .at("volumes")
      .list()
      .flatMap((volume) => (volume.has("csi") ? [volume.at("csi").at("driver").stringOr("")] : [])),
  };
}

/** Of probes over HTTP, TCP and gRPC; one that runs a command asks no port. */
function decodeProbePorts(container: Field, ports: Container["ports"]): readonly number[] {
  const found = ["startupProbe", "livenessProbe", "readinessProbe"].flatMap((probe) =>
    ["httpGet", "tcpSocket", "grpc"].flatMap((way) => {
      const { value } = container.at(probe).at(way).at("port");
      const port =
        typeof value === "string" ? ports.find(({ name }) => name === value)?.containerPort : value;
      return typeof port === "number" && Number.isInteger(port) ? [port] : [];
    }),
  );
  return [...new Set(found)];
}

function decodeContainer(container: Field, init: boolean, podUser: number | null): Container {
  const ports = decodePorts(container);
  return {
    name: container.at("name").stringOr(""),
    image: container.at("image").stringOr(""),
    ports,
    runAsUser: container.at("securityContext").at("runAsUser").integerOr(podUser),
    restartPolicy: container.at("restartPolicy").stringOr(null),
    init,
    probePorts: decodeProbePorts(container, ports),
    certificateSettings: decodeCertificateSettings(container),
  };
}

const decodePorts = (container: Field): Container["ports"] =>
  container
    .at("ports")
    .list()
    .map((port) => ({
      name: port.at("name").stringOr(""),
      containerPort: port.at("containerPort").port(),
      protocol: port.at("protocol").stringOr("TCP"),
    }));
