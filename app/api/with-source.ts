import "server-only";
import { currentSources } from "../../server/services/current-sources.ts";
import { failed, type Result } from "../../server/services/result.ts";
import type { OfferedSource } from "../../server/services/source-offer.ts";
import type { Lease } from "../../server/services/source-pool.ts";
import { respondProblem } from "./respond.ts";

/** Names of this machine for itself. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * Whether a request may see a source. What the server was started for is for everyone who reaches it; other contexts of the kubeconfig
 * are only for this machine, and for its own names: another name that leads here may be anybody's.
 */
export const maySee = (request: Request, { given }: Pick<OfferedSource, "given">): boolean =>
  given ||
  process.env.SEKISHO_CONTEXTS === "any" ||
  loopback.test(request.headers.get("host") ?? new URL(request.url).host);

/** Whether a page of another site asks: it must not have a cluster opened, and its credential plugin run, by naming an address. */
const isOfAnotherSite = (request: Request): boolean =>
  ["cross-site", "same-site"].includes(request.headers.get("sec-fetch-site") ?? "");

/** Keeps the source open that the address names, `?source=id`; without it the start source. Whoever calls it releases it. */
export function leaseFor(request: Request): Result<Lease> {
  const pool = currentSources();
  const id = new URL(request.url).searchParams.get("source") || null;
  if (id === null) return pool.lease(null);
  const offered = pool.offer().all.find((one) => one.id === id);
  if (offered !== undefined && (isOfAnotherSite(request) || !maySee(request, offered)))
    return failed(
      "notReadable",
      `The source ${id} is shown only to a page of this server on this machine.`,
      "Open the page by localhost, or start Sekisho with --contexts.",
    );
  return pool.lease(id);
}

/** Answers from the source that the address names. */
export async function withSource(
  request: Request,
  answer: (source: Lease["source"]) => Promise<Response>,
): Promise<Response> {
  const lease = leaseFor(request);
  if (!lease.ok) return respondProblem(lease.problem);
  try {
    return await answer(lease.value.source);
  } finally {
    lease.value.release();
  }
}
