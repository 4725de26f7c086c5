import { many } from "./many.ts";

/** The list of findings. */
export const findings = {
  findings: {
    title: "Findings",
    label: "Findings by severity; each count is a filter",
    count: (n: number) => many(n, "finding", "findings"),
    caption: "Findings of the source, the worst first",
    filter: "Filter findings",
    filterHint: "Object, code, workload or word",
    severity: { error: "Error", warning: "Warning", info: "Info" },
    counted: {
      error: (n: number) => (n === 1 ? "error" : "errors"),
      warning: (n: number) => (n === 1 ? "warning" : "warnings"),
      info: (_: number) => "info",
    },
    column: { severity: "Severity", object: "Object", text: "Finding", code: "Code" },
    clear: "Show all",
    expand: (name: string) => `More about ${name}`,
    cure: "What to do",
    where: "Where",
    codes: "Code",
    affected: "Callers and workloads",
    nobody: "Nobody in particular.",
    outside: "Callers outside the mesh",
    seen: (perSecond: number) => `${Number(perSecond.toPrecision(2))}/s seen`,
    more: (n: number) => `and ${n} more`,
    edges: (n: number) => `Show ${many(n, "edge", "edges")} in the graph`,
    empty: "No finding passes the filters.",
    none: "Nothing found",
    noneText: "Every object that could be read does what it says. What was not read is not judged.",
    toPolicies: "See the policies",
    loading: "Looking for findings",
    keys: "move",
    open: "open the line",
    about: "more about it",
    inNavigation: (errors: number, warnings: number) =>
      `${many(errors, "error", "errors")}, ${many(warnings, "warning", "warnings")}`,
  },
} as const;
