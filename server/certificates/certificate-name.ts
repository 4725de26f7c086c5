import type { Certificate } from "./certificate.ts";

/** Short name of an authority: its common name, else its organisation, else the whole subject. */
export function nameOf({ subject, spiffeId, dnsNames, serial }: Certificate): string {
  return shortName(subject) || spiffeId || dnsNames[0] || serial;
}

/** The part of a subject or issuer that people call it by; "" for an empty one. */
export const shortName = (subject: string): string =>
  partOf(subject, "CN") ?? partOf(subject, "O") ?? subject;

const partOf = (subject: string, key: string): string | undefined =>
  new RegExp(`(?:^|, )${key}=((?:[^,]|,(?! [A-Z]+=))*)`).exec(subject)?.[1] || undefined;

/** Parts of a SPIFFE ID as Istio makes them; null for any other form. */
export function istioIdentity(
  spiffeId: string,
): { readonly trustDomain: string; readonly namespace: string; readonly serviceAccount: string } | null {
  const parts = /^spiffe:\/\/([^/]+)\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(spiffeId);
  const [, trustDomain, namespace, serviceAccount] = parts ?? [];
  return trustDomain === undefined || namespace === undefined || serviceAccount === undefined
    ? null
    : { trustDomain, namespace, serviceAccount };
}
