/** What a proxy said of its certificates, or why it did not. */
export type DumpResult =
  | {
      readonly ok: true;
      /** What is public of its `/config_dump`, as parsed JSON. */
      readonly dump: unknown;
    }
  | {
      readonly ok: false;
      readonly kind: "forbidden" | "notFound" | "noAnswer" | "unreachable" | "cancelled";
      readonly text: string;
      readonly cure: string;
      /** One RBAC rule that would allow it; null when that is not what is missing. */
      readonly grant: string | null;
    };

/**
 * Asks the proxy of one pod.
 * @param pod `namespace/name`
 * @throws never
 */
export type AskProxy = (pod: string, kind: "envoy" | "ztunnel", signal: AbortSignal) => Promise<DumpResult>;
