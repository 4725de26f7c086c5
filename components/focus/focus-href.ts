import type { FocusPeer } from "../../server/contract/focus.ts";
import { writeDraft } from "../ask/draft.ts";
import { draftOfEdge } from "../ask/edge-draft.ts";
import type { ShownGroup } from "./shown.ts";

/** Address of the focus on one node; without one, of the page that asks which. */
export const focusHref = (id: string | null): string =>
  id === null ? "/focus" : `/focus/${id.split("/").map(encodeURIComponent).join("/")}`;

/** An edge of the focus, as the graph names it. */
export function pairOf(id: string, { side }: Pick<ShownGroup, "side">, peer: FocusPeer) {
  const [client, server] = side === "callers" ? [peer.id, id] : [id, peer.id];
  return {
    client,
    server,
    workloadPort: peer.workloadPort,
    edge: `${client}>${server}:${peer.workloadPort}`,
  };
}

const isWorkload = (id: string): boolean => id !== "outside" && !id.startsWith("external/");

/** The edge in the graph: one that is not drawn is asked for, and shown alone. */
export function edgeHref(id: string, edge: string, drawn: boolean): string {
  if (drawn || !isWorkload(id)) return `/graph?${new URLSearchParams({ edge })}`;
  return `/graph?${new URLSearchParams([
    ["edge", edge],
    ["asked", id],
    ["only", edge],
  ])}`;
}

/** A request on the edge, ready to be asked. */
export function askHref(id: string, group: Pick<ShownGroup, "side" | "targets">, peer: FocusPeer): string {
  const { client, server, workloadPort } = pairOf(id, group, peer);
  const target = group.targets[peer.target];
  return `/ask${writeDraft(
    draftOfEdge({
      client,
      server,
      workloadPort,
      host: target?.host ?? null,
      servicePort: target?.servicePort ?? null,
      protocol: target?.protocol ?? "auto",
    }),
  )}`;
}

/** More would make an address that servers refuse. */
const mostIds = 60;

/** The peers of a group in the graph: by their edges, or where they are too many by what they have in common. */
export function groupHref(id: string, group: Pick<ShownGroup, "side" | "outcome" | "peers">): string {
  const search = new URLSearchParams();
  if (isWorkload(id)) search.append("asked", id);
  if (group.peers.length <= mostIds) {
    for (const peer of group.peers) search.append("only", pairOf(id, group, peer).edge);
  } else {
    search.set("q", id);
    search.set("outcome", group.outcome);
    search.set("view", "table");
  }
  return `/graph?${search}`;
}
