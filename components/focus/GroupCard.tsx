"use client";
import { RhUiTopologyIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-topology-icon";
import { useMemo } from "react";
import type { GraphEdge } from "../../server/contract/graph.ts";
import { Link } from "../address/Link.tsx";
import { Glyph } from "../look/Glyph.tsx";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { transportLook, transportWord } from "../look/transport.ts";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import { groupHref } from "./focus-href.ts";
import styles from "./GroupCard.module.css";
import { headOf } from "./head.ts";
import { PeerList } from "./PeerList.tsx";
import { Refs } from "./Refs.tsx";
import { seenFirst } from "./seen-first.ts";
import type { ShownGroup } from "./shown.ts";
import { openWays } from "./ways.ts";

/** Peers that are seen before all of them are asked for. */
const first = 5;

/** Peers that pass for the same reason, with the arrow of their verdict; its head shows all of them. */
export function GroupCard({
  id,
  group,
  lines,
  drawn,
  open,
  onOpen,
}: {
  id: string;
  group: ShownGroup;
  lines: Readonly<Record<string, number>>;
  drawn: ReadonlyMap<string, GraphEdge>;
  open: boolean;
  onOpen: (open: boolean) => void;
}) {
  const words = useWords();
  const { way, outcome, transport, decidedBy } = group;
  const peers = useMemo(() => seenFirst(id, group, drawn), [id, group, drawn]);
  const head = headOf(group, words);
  const stopped = way === "stopped";
  // Whom nothing lets in is a number until it is asked for.
  const before = stopped ? 0 : peers.length <= first + 1 ? peers.length : first;
  const lock = stopped || transport === null ? null : transportLook[transport].lock;
  return (
    <article className={styles.card} data-way={way} data-side={group.side}>
      <div className={styles.body}>
        <div className={styles.top}>
          <h3>
            <button
              type="button"
              data-group={group.key}
              className={styles.head}
              aria-expanded={open || before === peers.length}
              onClick={() => onOpen(!open)}
            >
              {openWays.has(way) && <Glyph name="openGate" size={13} />}
              <span>
                <span className="sk-visually-hidden">
                  {stopped ? "" : `${words.outcome[outcome].word}: `}
                </span>
                {head}
              </span>
              <strong>{peers.length.toLocaleString(words.locale)}</strong>
            </button>
          </h3>
          <Link className={styles.icon} href={groupHref(id, group)} title={words.focus.inGraphTip(head)}>
            <RhUiTopologyIcon />
            <span className="sk-visually-hidden">{words.focus.inGraphTip(head)}</span>
          </Link>
        </div>
        {(lock !== null || decidedBy.length > 0) && (
          <p className={styles.meta}>
            {lock !== null && (
              <span className={styles.transport}>
                <Glyph name={lock === "open" ? "lockOpen" : "lockClosed"} size={11} />
                {transportWord(transport, words)}
              </span>
            )}
            <Refs policies={decidedBy} lines={lines} most={group.side === "calls" ? 2 : 4} />
          </p>
        )}
        <PeerList
          id={id}
          group={group}
          peers={open ? peers : peers.slice(0, before)}
          head={head}
          drawn={drawn}
        />
        {before < peers.length && (
          <p className={styles.foot}>
            <button type="button" className={buttons.link} onClick={() => onOpen(!open)}>
              {open ? words.focus.hidePeers : words.focus.showPeers(peers.length)}
            </button>
          </p>
        )}
      </div>
      <span className={styles.arrow}>
        <MiniEdge outcome={outcome} transport={transport} length={40} />
      </span>
    </article>
  );
}
