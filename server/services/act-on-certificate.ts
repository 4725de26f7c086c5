import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import {
  type CertificateActionAnswer,
  type CertificateActionOutcome,
  certificateActionQuestion,
} from "../contract/certificate-actions.ts";
import { say } from "../contract/text.ts";
import { auditAction } from "../session/audit.ts";
import { viewOnly } from "../session/view-only.ts";
import { offerCertificateActions } from "./offer-certificate-actions.ts";
import { issueWords } from "./parse-requests.ts";
import { failed, ok, type Result } from "./result.ts";
import type { Clock } from "./write-policy.ts";

/**
 * Restarts a workload or has a certificate renewed, or only asks the API server whether it would.
 * @param body not yet checked
 */
export async function actOnCertificate(
  body: unknown,
  now: Clock,
  source: ClusterSource,
): Promise<Result<CertificateActionAnswer>> {
  const question = certificateActionQuestion.safeParse(body);
  if (!question.success) {
    const { path, text } = issueWords(question.error.issues[0]);
    return failed(
      "invalid",
      `The action${path === "" ? "" : `: ${path.replace(/^\./, "")}`}: ${text}.`,
      'Send {action: {do: "restart", kind, namespace, name}} or {action: {do: "renew", namespace, name}}.',
    );
  }
  const { action, dryRun, confirm } = question.data;
  const closed = viewOnly();
  if (closed !== null) return ok({ outcome: { kind: "readOnly", ...closed, grant: null } });
  const { actor } = source;
  if (actor === null)
    return ok({ outcome: refused("notOffered", say("action.folder"), say("action.folderCure")) });
  const id = `${action.namespace}/${action.name}`;
  const about =
    action.do === "restart"
      ? { workloads: [id], certificates: [], secrets: [] }
      : { workloads: [], certificates: [id], secrets: [] };
  const offer = await offerCertificateActions(about, source);
  if (!offer.ok) return offer;
  const offered = offer.value.actions.find((one) => JSON.stringify(one.action) === JSON.stringify(action));
  // Only what the page offers is done: no other Deployment of the cluster, and no ztunnel.
  if (offered === undefined) {
    const none = offer.value.none ?? { text: say("action.none"), cure: say("action.noneCure") };
    return ok({ outcome: refused("notOffered", none.text, none.cure) });
  }
  if (offered.confirm && !dryRun && confirm !== action.name)
    return ok({
      outcome: refused(
        "notConfirmed",
        say("action.confirm"),
        say("action.confirmCure", { name: action.name }),
      ),
    });
  const time = now();
  const outcome = await actor.run(action, dryRun, time);
  if (!dryRun) {
    const [{ name: who }, reading] = await Promise.all([actor.who(), source.read()]);
    auditAction({
      time: new Date(time).toISOString(),
      who,
      source: reading.source.name,
      action,
      outcome: outcome.kind,
    });
  }
  return ok({ outcome });
}

const refused = (
  kind: CertificateActionOutcome["kind"],
  text: string,
  cure: string,
): CertificateActionOutcome => ({ kind, text, cure, grant: null });
