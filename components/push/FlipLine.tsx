"use client";
import { MiniEdge } from "../look/MiniEdge.tsx";
import { useWords } from "../look/use-words.tsx";
import { flipWords } from "./flip-words.ts";
import type { Face, Flip } from "./flips.ts";
import styles from "./push.module.css";

/** One flip: the edge, and what it said before and says now, each with the mark of the canvas. */
export function FlipLine({ flip }: { flip: Flip }) {
  const words = useWords();
  const { name, before, after } = flipWords(flip, words);
  return (
    <span className={styles.line}>
      <span className={styles.name}>{name}</span>
      <span className={styles.faces}>
        <FaceMark face={flip.before} text={before} />
        <span className={styles.arrow} aria-hidden="true">
          →
        </span>
        <span className="sk-visually-hidden">{words.push.to}</span>
        <FaceMark face={flip.after} text={after} />
      </span>
    </span>
  );
}

function FaceMark({ face, text }: { face: Face | null; text: string }) {
  return (
    <span className={styles.face}>
      {face !== null && <MiniEdge outcome={face.outcome} transport={face.transport} />}
      <span>{text}</span>
    </span>
  );
}
