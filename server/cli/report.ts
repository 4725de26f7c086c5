import type { Problem } from "../contract/graph.ts";
import type { ServiceProblem } from "../services/result.ts";

const SHOWN_PROBLEMS = 20;

/** Writes why a command could not run, as one sentence with its cure; the exit code is 2. */
export function refuse(problem: Pick<ServiceProblem, "detail" | "cure">): number {
  process.stderr.write(`${problem.detail} ${problem.cure}`.trim().concat("\n"));
  return 2;
}

/** Lists what was wrong in the source on standard error: one line each, at most twenty. */
export function reportProblems(problems: readonly Problem[]): void {
  for (const problem of problems.slice(0, SHOWN_PROBLEMS)) process.stderr.write(`${problemLine(problem)}\n`);
  const more = problems.length - SHOWN_PROBLEMS;
  if (more > 0) process.stderr.write(`and ${more} more\n`);
}

/** `file:line: Kind namespace/name: what is wrong. The cure.` */
function problemLine({ file, line, object, text, cure }: Problem): string {
  const place = file === null ? [] : [line === null ? file : `${file}:${line}`];
  return [...place, ...(object === null ? [] : [object]), `${text} ${cure}`]
    .join(": ")
    .replaceAll(/\s+/g, " ");
}
