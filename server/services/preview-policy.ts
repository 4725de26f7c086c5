import "server-only";
import type { ClusterSource } from "../cluster/source.ts";
import type { AskedQuestion } from "../contract/ask.ts";
import { type Draft, type OrderedDraft, type PreviewAnswer, previewQuestion } from "../contract/preview.ts";
import { askRequest, type MeshSnapshot, previewOf } from "../engine/index.ts";
import { putDrafts } from "./drafts.ts";
import { issueWords } from "./parse-requests.ts";
import { readSource } from "./read-source.ts";
import { failed, ok, type Result } from "./result.ts";
import { safeOrder } from "./write-order.ts";

/**
 * Which edges flip when drafts are put into the source. Nothing is written.
 * @param body not yet checked
 * @param now seconds since 1970, to judge tokens by
 * @returns `preview` null while some draft cannot be read; `problems` then says where
 */
export async function previewPolicy(
  body: unknown,
  now: { readonly nowSeconds: number },
  source: ClusterSource,
): Promise<Result<PreviewAnswer>> {
  const question = previewQuestion.safeParse(body);
  if (!question.success) {
    const { path, text } = issueWords(question.error.issues[0]);
    return failed(
      "invalid",
      `The preview${path === "" ? "" : `: ${path.replace(/^\./, "")}`}: ${text}.`,
      "Send {drafts: [{kind, namespace, name, and one of yaml, object, delete: true}]}, 1 to 50 of them.",
    );
  }
  const reading = await readSource(source);
  if (!reading.ok) return reading;
  const { snapshot: before } = reading.value;
  const { snapshot, changes, problems } = putDrafts(before, question.data.drafts);
  const readable = problems.every((p) => p.note);
  return ok({
    revision: before.revision,
    drafts: changes,
    problems,
    order: orderOf(question.data.drafts, before),
    preview: readable ? previewOf(before, snapshot, now) : null,
    asked: readable ? askedOf(question.data.ask, [before, snapshot], now) : null,
  });
}

function askedOf(
  question: AskedQuestion | undefined,
  sides: readonly [MeshSnapshot, MeshSnapshot],
  now: { readonly nowSeconds: number },
): PreviewAnswer["asked"] {
  if (question === undefined) return null;
  const [before, after] = sides.map((snapshot) => {
    const { outcome, transport, decidedBy, seen } = askRequest(snapshot, question, now).answer;
    return { outcome, transport, decidedBy, seen };
  });
  return before === undefined || after === undefined ? null : { before, after };
}

function orderOf(drafts: readonly Draft[], before: MeshSnapshot): readonly OrderedDraft[] {
  const changes = drafts.map((draft) => ({
    // Whether it is new makes no difference to its place.
    change: {
      kind: draft.kind,
      operation: draft.delete === true ? ("delete" as const) : ("replace" as const),
    },
    text: draft.yaml ?? JSON.stringify(draft.object ?? { spec: { action: actionOf(draft, before) } }),
  }));
  return safeOrder(changes).map(({ index, class: why }) => ({ draft: index, class: why }));
}

/** Of the AuthorizationPolicy that goes away. */
const actionOf = ({ namespace, name }: Draft, before: MeshSnapshot) =>
  before.authorizationPolicies.find((p) => p.meta.namespace === namespace && p.meta.name === name)?.action;
