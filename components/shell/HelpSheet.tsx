"use client";
import type { ReactNode } from "react";
import { Link } from "../address/Link.tsx";
import { Glyph } from "../look/Glyph.tsx";
import type { GlyphName } from "../look/glyphs.ts";
import { useWords } from "../look/use-words.tsx";
import type { Words } from "../look/words.ts";
import { Dialog } from "../ui/Dialog.tsx";
import styles from "./HelpSheet.module.css";

const marks: readonly (GlyphName & keyof Words["help"]["marks"])[] = [
  "shieldFull",
  "shieldHalf",
  "shieldStruck",
  "openGate",
];

/** Keys, and the marks that the legend has no room for. */
export function HelpSheet({ onClose }: { onClose: () => void }) {
  const words = useWords();
  return (
    <Dialog title={words.help.title} close={words.help.close} onClose={onClose}>
      <dl className={styles.list}>
        {words.help.keys.map(([key, what]) => (
          <Row key={key} mark={<kbd>{key}</kbd>} what={what} />
        ))}
      </dl>
      <p>
        <Link href="/story" onClick={onClose}>
          {words.story.title}
        </Link>
      </p>
      <h3 className={styles.title}>{words.help.marksTitle}</h3>
      <dl className={styles.list}>
        {marks.map((name) => (
          <Row key={name} mark={<Glyph name={name} size={14} />} what={words.help.marks[name]} />
        ))}
        <Row mark={<span className={styles.dashed} />} what={words.help.marks.noProxy} />
        <Row mark={<span className={styles.ring} />} what={words.help.marks.ring} />
      </dl>
    </Dialog>
  );
}

function Row({ mark, what }: { mark: ReactNode; what: string }) {
  return (
    <div className={styles.row}>
      <dt>{mark}</dt>
      <dd>{what}</dd>
    </div>
  );
}
