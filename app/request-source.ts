import { headers } from "next/headers";

/** The source that the address of this request names, see proxy.ts; null for the start source. */
export async function requestSource(): Promise<string | null> {
  const named = (await headers()).get("x-source");
  return named === null ? null : decodeURIComponent(named);
}
