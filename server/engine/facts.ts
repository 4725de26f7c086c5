/** A token that a RequestAuthentication accepted. */
export interface TokenClaims {
  readonly issuer: string;
  /** Null when the token has none. */
  readonly subject: string | null;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Claims whose strings are split at spaces before matching. */
  readonly spaceDelimited: ReadonlySet<string>;
}

/** `rejected` carries Envoy's words; `unknown` means that the keys cannot be fetched here. */
export type TokenCheck =
  | { readonly kind: "absent" }
  | { readonly kind: "accepted"; readonly token: TokenClaims }
  | { readonly kind: "rejected"; readonly text: string; readonly status: 401 | 403 }
  | { readonly kind: "unknown"; readonly because: string };

/**
 * What a server's proxy knows of one request. `undefined` means that the edge does not say
 * (the answer stays a residual); `null` or "" means that the attribute is known to be missing.
 */
export interface Facts {
  /** Without `spiffe://`. */
  readonly principal: string | null | undefined;
  readonly sourceIp: string | null | undefined;
  readonly remoteIp: string | null | undefined;
  readonly destinationIp: string | null | undefined;
  readonly destinationPort: number;
  readonly sni: string | undefined;
  readonly method: string | undefined;
  /** Normalised, without query and fragment. */
  readonly path: string | undefined;
  /** As the caller sent it, with query. */
  readonly rawPath: string | undefined;
  readonly authority: string | undefined;
  /** Lower-case names; undefined when headers are not known. */
  readonly headers: Readonly<Record<string, string>> | undefined;
  /** Headers among them whose value is not known. */
  readonly unsureHeaders: readonly string[];
  readonly token: TokenCheck | undefined;
  /** Facts that no manifest holds, by the names of `assumption.ts`; absent means not known. */
  readonly assumed: Readonly<Record<string, boolean>>;
}
