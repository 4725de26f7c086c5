import type { Outcome } from "../../server/contract/verdict.ts";
import { pageSource } from "../address/page-source.ts";
import { outcomeOrder } from "../look/outcome.ts";

/** A question by its address, which holds no secret, with how it ended. */
export interface RecentQuestion {
  readonly address: string;
  readonly outcome: Outcome;
}

/** Questions of one source mean nothing in another. */
const keyHere = () => `sekisho.asked${pageSource() === null ? "" : ` ${pageSource()}`}`;
const most = 10;

const isQuestion = (value: unknown): value is RecentQuestion =>
  typeof value === "object" &&
  value !== null &&
  "address" in value &&
  typeof value.address === "string" &&
  "outcome" in value &&
  outcomeOrder.some((o) => o === value.outcome);

/** The last ones, newest first. */
export function recentQuestions(): readonly RecentQuestion[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyHere()) ?? "[]");
    return Array.isArray(value) ? value.filter(isQuestion) : [];
  } catch {
    return [];
  }
}

/** A private window that refuses storage forgets. */
export function rememberQuestion(question: RecentQuestion): void {
  try {
    const others = recentQuestions().filter(({ address }) => address !== question.address);
    localStorage.setItem(keyHere(), JSON.stringify([question, ...others].slice(0, most)));
  } catch {
    // Nothing is remembered then.
  }
}
