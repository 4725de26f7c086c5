import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "./install.mjs";

/**
 * Counts of a report of vitest, and each failure by name.
 * @returns undefined when there is no report. A file that could not even be loaded has no tests to count, so it counts as one
 *   failure itself.
 */
export function countVitest(report) {
  if (!report) return undefined;
  const brokenFiles = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
    names: report.testResults.flatMap(({ name, message, assertionResults }) => [
      ...(message ? [`${relative(root, name)}: ${firstLine(message)}`] : []),
      ...assertionResults
        .filter((test) => test.status === "failed")
        .map((test) => `${relative(root, name)} > ${test.fullName}: ${firstLine(test.failureMessages[0])}`),
    ]),
  };
}

/** The same of Playwright's report; a test that passed at its second try counts as passed, and is named. */
export function countPlaywright(report) {
  if (!report) return undefined;
  const { expected, flaky, unexpected, skipped } = report.stats;
  const specs = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specs)];
  const say = ({ file, title, tests }, what) =>
    `${what}${file} > ${title}: ${firstLine(
      tests
        .flatMap(({ results }) => results)
        .map(({ error }) => error?.message)
        .find(Boolean),
    )}`;
  const having = (status) =>
    specs(report).filter(({ tests }) => tests.some((test) => test.status === status));
  return {
    passed: expected + flaky,
    failed: unexpected,
    skipped,
    names: [
      ...having("unexpected").map((spec) => say(spec, "")),
      ...having("flaky").map((spec) => say(spec, "passed at its second try: ")),
    ],
  };
}

/** Of a message with colours and a stack, what fits in a line. */
const firstLine = (message = "") => stripVTControlCharacters(message).split("\n", 1)[0].slice(0, 300);
