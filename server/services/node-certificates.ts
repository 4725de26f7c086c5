import "server-only";
import {
  remainingShare,
  type WorkloadCertificate,
  workloadCertificate,
} from "../certificates/admin-certs.ts";
import type { SourceReading } from "../cluster/source.ts";
import type { GraphNode } from "../contract/graph.ts";
import { podsOfNodes } from "../engine/index.ts";

interface PodCertificate {
  /** `namespace/pod` */
  readonly pod: string;
  readonly certificate: WorkloadCertificate;
}

const parsed = new WeakMap<SourceReading, ReadonlyMap<string, readonly PodCertificate[]>>();

/**
 * Nodes with the certificate of their pods' proxies where the source has their dumps; of several pods the one that ends first. A capture is
 * judged at the time that it was taken, as the page of certificates does.
 */
export function withCertificates(
  nodes: readonly GraphNode[],
  reading: SourceReading,
  nowSeconds: number,
): readonly GraphNode[] {
  const byIdentity = certificatesByIdentity(reading);
  if (byIdentity.size === 0) return nodes;
  const pods = podsOfNodes(reading.snapshot);
  const { takenAt } = reading.source;
  const at = takenAt === null ? nowSeconds : Date.parse(takenAt) / 1000;
  return nodes.map((node) => {
    const candidates = node.principal === null ? [] : (byIdentity.get(`spiffe://${node.principal}`) ?? []);
    const certificate = earliest(ofNode(node, candidates, pods));
    if (certificate === null) return node;
    const share = remainingShare(certificate, at);
    return { ...node, certificate: { share, notAfter: certificate.notAfter } };
  });
}

/** Several workloads may share an account, so the pods decide. */
function ofNode(
  node: GraphNode,
  candidates: readonly PodCertificate[],
  pods: ReadonlyMap<string, ReadonlySet<string>>,
) {
  const own = pods.get(node.id);
  return candidates.filter(({ pod }) => own?.has(pod) === true).map(({ certificate }) => certificate);
}

function earliest(certificates: readonly WorkloadCertificate[]): WorkloadCertificate | null {
  return certificates.toSorted((a, b) => Date.parse(a.notAfter) - Date.parse(b.notAfter))[0] ?? null;
}

function certificatesByIdentity(reading: SourceReading): ReadonlyMap<string, readonly PodCertificate[]> {
  const known = parsed.get(reading);
  if (known !== undefined) return known;
  const found = new Map<string, PodCertificate[]>();
  for (const [pod, answer] of reading.proxyCertificates) {
    const certificate = workloadCertificate(answer);
    if (certificate === null) continue;
    const same = found.get(certificate.spiffeId) ?? [];
    same.push({ pod, certificate });
    found.set(certificate.spiffeId, same);
  }
  parsed.set(reading, found);
  return found;
}
