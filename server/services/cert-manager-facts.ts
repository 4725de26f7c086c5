import "server-only";
import type { CertManagerFacts, CertManagerRow } from "../contract/mesh.ts";
import type { MeshSnapshot } from "../engine/index.ts";

type CertManagerCertificate = MeshSnapshot["certificates"][number];
type CertManagerCondition = NonNullable<CertManagerCertificate["ready"]>;

/** Rows that are named; a cluster whose issuer is down has one for each certificate. */
const named = 50;

/**
 * What cert-manager's objects say of themselves.
 * @returns null for a source that has none
 */
export function certManagerFacts(snapshot: MeshSnapshot): CertManagerFacts | null {
  const { certificates, certificateRequests: requests, issuers } = snapshot;
  if (certificates.length + requests.length + issuers.length === 0) return null;
  const failing = [...issuers, ...certificates].filter(({ ready }) => ready?.status === "False");
  return {
    issuers: countsOf(issuers),
    certificates: countsOf(certificates),
    requests: {
      ...countsOf(requests.filter(({ denied }) => !denied)),
      total: requests.length,
      denied: requests.filter(({ denied }) => denied).length,
    },
    next: nextToRenew(certificates),
    failing: failing.slice(0, named).map(({ meta, ready }): CertManagerRow => {
      const { kind, namespace, name } = meta;
      return { kind, namespace, name, reason: ready?.reason ?? "", message: ready?.message ?? "" };
    }),
    moreFailing: Math.max(0, failing.length - named),
  };
}

function countsOf(objects: readonly { readonly ready: CertManagerCondition | null }[]) {
  const count = (wanted: CertManagerCondition["status"]) =>
    objects.filter(({ ready }) => (ready?.status ?? "Unknown") === wanted).length;
  return { total: objects.length, ready: count("True"), notReady: count("False"), unknown: count("Unknown") };
}

/** The one whose certificate ends first. */
function nextToRenew(certificates: readonly CertManagerCertificate[]): CertManagerFacts["next"] {
  const dated = certificates.flatMap(({ meta, notAfter, renewalTime }) =>
    notAfter === null || Number.isNaN(Date.parse(notAfter))
      ? []
      : [{ namespace: meta.namespace, name: meta.name, notAfter, renewalTime }],
  );
  return dated.toSorted((a, b) => Date.parse(a.notAfter) - Date.parse(b.notAfter))[0] ?? null;
}
