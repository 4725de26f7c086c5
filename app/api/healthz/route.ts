/** GET /api/healthz: the process answers. */
export const dynamic = "force-dynamic";

export function GET(): Response {
  return Response.json({ alive: true }, { headers: { "cache-control": "no-store" } });
}
