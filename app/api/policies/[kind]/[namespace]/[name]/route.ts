import { noNamespace } from "../../../../../../server/contract/address.ts";
import { getPolicySource } from "../../../../../../server/services/get-policy-source.ts";
import { pathParts, respond } from "../../../../respond.ts";
import { withSource } from "../../../../with-source.ts";

/** GET /api/policies/:kind/:namespace/:name: the YAML of one object as it stands in the source. */
export async function GET(request: Request): Promise<Response> {
  const [kind = "", namespace = "", name = ""] = pathParts(request, 3);
  return withSource(request, async (source) => {
    const found = await getPolicySource(kind, namespace === noNamespace ? "" : namespace, name, source);
    // PolicySource has no revision of its own: the text decides whether it changed.
    return respond(
      request,
      `policy\n${kind}\n${namespace}\n${name}`,
      found.ok ? { ok: true, value: { ...found.value, revision: JSON.stringify(found.value) } } : found,
    );
  });
}
