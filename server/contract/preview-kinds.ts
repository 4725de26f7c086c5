// Apart from the schemas: the browser needs the names, not the library.
/** Kinds that a draft may be of. */
export const draftKinds = [
  "AuthorizationPolicy",
  "PeerAuthentication",
  "RequestAuthentication",
  "DestinationRule",
] as const;
export type DraftKind = (typeof draftKinds)[number];
