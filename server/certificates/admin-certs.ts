/** The public facts of a workload's certificate. */
export interface WorkloadCertificate {
  /** `spiffe://<trust domain>/ns/<namespace>/sa/<account>` */
  readonly spiffeId: string;
  /** Lower-case hexadecimal. */
  readonly serial: string;
  /** RFC 3339. */
  readonly notBefore: string;
  readonly notAfter: string;
}

/**
 * The workload's own certificate from the admin `/certs` answer of its Envoy: the youngest leaf with a SPIFFE ID.
 * @param answer parsed JSON, not yet checked; only public facts stand in it
 * @returns null when it has none
 * @throws never
 * @source Envoy admin `/certs`: certificates[].cert_chain[], leaf first
 */
export function workloadCertificate(answer: unknown): WorkloadCertificate | null {
  // One secret stands in the answer once for each cluster and listener that uses it.
  const leaves = list(answer, "certificates").flatMap((entry) => leafOf(list(entry, "cert_chain")[0]) ?? []);
  return leaves.toSorted((a, b) => Date.parse(b.notBefore) - Date.parse(a.notBefore))[0] ?? null;
}

/**
 * Remaining share of a certificate's life.
 * @returns 1 when it begins, 0 when it is over
 */
export function remainingShare(certificate: WorkloadCertificate, nowSeconds: number): number {
  const start = Date.parse(certificate.notBefore);
  const end = Date.parse(certificate.notAfter);
  return end <= start ? 0 : Math.min(1, Math.max(0, (end - nowSeconds * 1000) / (end - start)));
}

function leafOf(leaf: unknown): WorkloadCertificate | null {
  const spiffeId = list(leaf, "subject_alt_names")
    .map((name) => text(name, "uri"))
    .find((uri) => uri.startsWith("spiffe://"));
  const notBefore = text(leaf, "valid_from");
  const notAfter = text(leaf, "expiration_time");
  if (spiffeId === undefined || Number.isNaN(Date.parse(notBefore)) || Number.isNaN(Date.parse(notAfter)))
    return null;
  return { spiffeId, serial: text(leaf, "serial_number").toLowerCase(), notBefore, notAfter };
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

function list(value: unknown, key: string): readonly unknown[] {
  const found = property(value, key);
  return Array.isArray(found) ? found : [];
}

function text(value: unknown, key: string): string {
  const found = property(value, key);
  return typeof found === "string" ? found : "";
}
