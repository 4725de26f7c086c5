"use client";
import { RhUiHubIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-hub-icon";
import { RhUiSearchIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-search-icon";
import type { FocusPeer } from "../../server/contract/focus.ts";
import type { GraphEdge } from "../../server/contract/graph.ts";
import { Link } from "../address/Link.tsx";
import { rate, splitId } from "../graph/edge-rows.ts";
import { useWords } from "../look/use-words.tsx";
import { askHref, edgeHref, focusHref, pairOf } from "./focus-href.ts";
import styles from "./GroupCard.module.css";
import type { ShownGroup } from "./shown.ts";

/** In px. */
export const peerRowHeight = 26;

/** One peer: its name leads to the edge; the marks behind it to a request and to its own focus. */
export function PeerRow({
  id,
  group,
  peer,
  drawn,
}: {
  id: string;
  group: ShownGroup;
  peer: FocusPeer;
  drawn: ReadonlyMap<string, GraphEdge>;
}) {
  const words = useWords();
  const { client, server, edge } = pairOf(id, group, peer);
  const { namespace, name } = splitId(peer.id);
  const seen = drawn.get(edge);
  const perSecond = seen?.evidence.perSecond ?? null;
  const said =
    perSecond !== null
      ? words.focus.observed(rate(perSecond, words))
      : seen !== undefined && seen.evidence.named.length > 0
        ? words.focus.named
        : null;
  return (
    <div className={styles.peer}>
      <Link
        className={styles.name}
        href={edgeHref(id, edge, seen !== undefined)}
        title={words.focus.edgeTip(client, server, peer.workloadPort)}
      >
        {namespace !== null && <span>{namespace} / </span>}
        <strong>{name}</strong>
        {group.side === "calls" && <span>:{peer.workloadPort}</span>}
      </Link>
      {peer.condition !== null && (
        <span className={styles.condition} title={peer.condition}>
          {peer.condition}
        </span>
      )}
      {said !== null && <span className={styles.seen}>{said}</span>}
      <Link
        className={styles.icon}
        href={askHref(id, group, peer)}
        title={words.focus.askTip(client, server)}
      >
        <RhUiSearchIcon />
        <span className="sk-visually-hidden">{words.focus.askTip(client, server)}</span>
      </Link>
      <Link className={styles.icon} href={focusHref(peer.id)} title={words.focus.focusTip(peer.id)}>
        <RhUiHubIcon />
        <span className="sk-visually-hidden">{words.focus.focusTip(peer.id)}</span>
      </Link>
    </div>
  );
}
