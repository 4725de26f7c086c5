import { actOnCertificate } from "../../../../server/services/act-on-certificate.ts";
import { guardWrite } from "../../../../server/services/guard-write.ts";
import { offerCertificateActions } from "../../../../server/services/offer-certificate-actions.ts";
import { readBody } from "../../read-body.ts";
import { respond, respondAction, respondRefusal } from "../../respond.ts";
import { withSource } from "../../with-source.ts";

/** GET /api/certificates/actions?workload=&certificate=&secret=: what may be done, its effect and risks, and which right is missing. */
export async function GET(request: Request): Promise<Response> {
  const search = new URL(request.url).searchParams;
  const named = (name: string) => search.getAll(name).slice(0, 50);
  const question = {
    workloads: named("workload"),
    certificates: named("certificate"),
    secrets: named("secret"),
  };
  return withSource(request, async (source) =>
    respond(request, `actions\n${JSON.stringify(question)}`, await offerCertificateActions(question, source)),
  );
}

/** POST /api/certificates/actions: restarts a workload or has a certificate renewed, or with `dryRun` only tries whether it could be. */
export async function POST(request: Request): Promise<Response> {
  const refused = guardWrite(request.headers);
  if (refused !== null) return respondRefusal(request, refused);
  const read = await readBody(request, 10_000);
  if ("refusal" in read) return read.refusal;
  return withSource(request, async (source) =>
    respondAction(request, await actOnCertificate(read.body, Date.now, source)),
  );
}
