"use client";
import { RhUiDisconnectedIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-disconnected-icon";
import { useSyncExternalStore } from "react";
import { useWords } from "../look/use-words.tsx";
import { timeOf } from "./clock.ts";
import { live } from "./live.ts";
import styles from "./push.module.css";

const opening = live.get();

/** Says in the masthead that the picture may be old, and of when it is; nothing while changes come by themselves. */
export function LostPill() {
  const words = useWords();
  const { state, last } = useSyncExternalStore(live.subscribe, live.get, () => opening);
  return (
    // The region is there before it has something to say, so that it is said.
    <span role="status" className={styles.lostRegion}>
      {state === "lost" && (
        <span className={styles.lost} title={last?.at}>
          <RhUiDisconnectedIcon />
          <strong>{words.push.lost}</strong>
          {last !== null && (
            <span className={styles.lostSince}>{words.push.lastRevision(timeOf(Date.parse(last.at)))}</span>
          )}
        </span>
      )}
    </span>
  );
}
