import type { GraphEdge } from "../../server/contract/graph.ts";
import { foldedNamespace } from "./fold.ts";

/** The two ends of a rolled-up line, from its id `client>server`; null for the id of an edge. */
export function rolledEnds(id: string): { readonly client: string; readonly server: string } | null {
  const cut = id.indexOf(">");
  if (cut < 0) return null;
  const [client, server] = [id.slice(0, cut), id.slice(cut + 1)];
  return foldedNamespace(client) === null && foldedNamespace(server) === null ? null : { client, server };
}

/**
 * The edges that a rolled-up line or a folded namespace stands for, whatever is folded now: a link leads to the same list.
 * @param id `client>server` with at least one end `namespace/*`, or `namespace/*`: the edges inside
 */
export function membersOf(edges: readonly GraphEdge[], id: string): readonly GraphEdge[] {
  const { client, server } = rolledEnds(id) ?? { client: id, server: id };
  const [isClient, isServer] = [matcher(client), matcher(server)];
  return edges.filter((edge) => isClient(edge.client) && isServer(edge.server));
}

function matcher(end: string): (id: string) => boolean {
  const namespace = foldedNamespace(end);
  return namespace === null ? (id) => id === end : (id) => id.startsWith(`${namespace}/`);
}
