import { getMesh } from "../../../server/services/get-mesh.ts";
import { nowSeconds, respond } from "../respond.ts";
import { withSource } from "../with-source.ts";

/** GET /api/mesh: control planes, MeshConfig in force, membership of every workload, and what could be read. */
export async function GET(request: Request): Promise<Response> {
  return withSource(request, async (source) =>
    respond(request, "mesh", await getMesh({ nowSeconds: nowSeconds() }, source)),
  );
}
