"use client";
import { fromHere } from "../address/page-source.ts";
import drawer from "../graph/Drawer.module.css";
import { useWords } from "../look/use-words.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import styles from "./CertificateDrawer.module.css";

/** Where other tools learn of an end: a calendar, metrics, alert rules, a command for cron. */
export function AlertsDialog({ onClose }: { onClose: () => void }) {
  const words = useWords();
  const said = words.certificates.alerts;
  const address = (path: string) => new URL(fromHere(path), window.location.href).href;
  const entries = [
    { text: said.calendar, value: address("/api/certificates/calendar.ics"), link: true },
    { text: said.rules, value: address("/api/certificates/alerts.yaml"), link: true },
    { text: said.metrics, value: address("/metrics"), link: true },
    { text: said.cron, value: "npx sekisho certificates --folder DIR", link: false },
  ];
  return (
    <Dialog title={said.title} close={words.change.close} onClose={onClose}>
      <div className={styles.dialog}>
        {entries.map(({ text, value, link }) => (
          <div key={value}>
            <p>{text}</p>
            <div className={drawer.box}>
              {link ? (
                <a href={value} target="_blank" rel="noreferrer">
                  <code>{value}</code>
                </a>
              ) : (
                <code>{value}</code>
              )}
              <CopyButton
                text={() => value}
                label={words.certificates.copyCommand}
                done={words.drawer.copied}
              />
            </div>
          </div>
        ))}
      </div>
    </Dialog>
  );
}
