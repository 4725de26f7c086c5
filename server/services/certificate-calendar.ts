import "server-only";
import { createHash } from "node:crypto";
import ical, { ICalAlarmType, ICalCalendarMethod } from "ical-generator";
import type { CertificateRow, CertificatesAnswer } from "../contract/certificates.ts";
import type { Language } from "../contract/language.ts";
import { say, tell } from "../contract/text.ts";

/** Days before the end at which a calendar reminds. */
const reminders = [30, 7];
/** Events of a calendar; those that end first. */
const MOST = 2000;

/**
 * The ends of certificates as a calendar to subscribe to. What renews itself every day is left out unless it is overdue: nobody wants an
 * appointment for it.
 * @returns iCalendar text (RFC 5545)
 */
export function certificateCalendar(answer: CertificatesAnswer, language: Language): string {
  const words = <Value>(value: Value) => tell(value, language);
  const calendar = ical({
    name: words(say("calendarName")),
    prodId: { company: "Sekisho", product: "certificates", language: language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
  });
  const stamp = new Date(answer.at);
  const rows = answer.rows
    .filter(isAppointment)
    .toSorted((a, b) => Date.parse(a.notAfter) - Date.parse(b.notAfter));
  for (const row of rows.slice(0, MOST)) {
    const end = new Date(row.notAfter);
    const event = calendar.createEvent({
      // A renewed certificate is another appointment.
      id: `${createHash("sha256").update(`${row.id}\n${row.notAfter}`).digest("hex").slice(0, 32)}@sekisho`,
      stamp,
      start: end,
      end,
      summary: words(say("calendarEnds", { owner: row.owner })),
      description: words(descriptionOf(row)),
    });
    for (const days of reminders)
      event.createAlarm({
        type: ICalAlarmType.display,
        triggerBefore: days * 86_400,
        description: words(say("calendarEnds", { owner: row.owner })),
      });
  }
  return calendar.toString();
}

type Dated = CertificateRow & { readonly notAfter: string };

function isAppointment(row: CertificateRow): row is Dated {
  if (row.notAfter === null || Number.isNaN(Date.parse(row.notAfter))) return false;
  return row.kind !== "workload" || row.state === "critical" || row.state === "rotationOverdue";
}

function descriptionOf(row: CertificateRow): string {
  const facts = say("calendarFacts", {
    kind: row.kind,
    serial: row.serial ?? "–",
    issuer: row.issuedBy ?? "–",
    source: row.source,
    at: row.observedAt ?? "–",
  });
  return [facts, ...row.issues.slice(0, 5).map(({ text, cure }) => `${text} ${cure}`)].join("\n");
}
