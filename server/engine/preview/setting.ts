import type { MeshConfig, RequestAuthentication } from "../objects.ts";

/** Everything that says which values the attributes of a request can have at one proxy, before and after the change. */
export interface Setting {
  /** Equal keys: equal settings. */
  readonly key: string;
  readonly pathNormalization: MeshConfig["pathNormalization"];
  /** Host headers that lead here, the one that is dialled first; null for any. */
  readonly hosts: readonly string[] | null;
  /** A Host header to be shown in an example. */
  readonly usualHost: string;
  /** Addresses that the caller can have; null for any. */
  readonly addresses: readonly string[] | null;
  /** How many entries of X-Forwarded-For say the remote address; 0 where that is the peer's. */
  readonly forwarded: number;
  /** The header with the client's certificate, as the server's proxy writes it on each side; null when another hop has a say. */
  readonly certificate: { readonly before: string | null; readonly after: string | null } | null;
  readonly tokens: {
    readonly before: readonly RequestAuthentication[];
    readonly after: readonly RequestAuthentication[];
    /** Both sides read tokens in the same way. */
    readonly same: boolean;
  };
  /** Unix time in seconds. */
  readonly nowSeconds: number;
}

/** What a choice adds to the request that shows a difference. */
export interface RequestPart {
  readonly method?: string;
  /** As sent, with query. */
  readonly path?: string;
  readonly authority?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The caller's own address. */
  readonly address?: string;
  /** Claims of a token that is accepted wherever one is read. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Facts that no manifest holds. */
  readonly assumed?: Readonly<Record<string, boolean>>;
}
