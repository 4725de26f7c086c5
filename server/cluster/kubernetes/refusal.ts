import { say } from "../../contract/text.ts";
import type { FieldProblem, WriteOutcome } from "../../contract/write.ts";
import { objectName } from "../capture/manifest-text.ts";
import { lineFinder } from "../capture/yaml-lines.ts";
import { checkChange, groupOf } from "../check-change.ts";
import { isObject } from "../decode/field.ts";
import { pluralOf } from "../decode/plural.ts";
import type { KnownChange, PolicyName } from "../policy-writer.ts";
import { type ApiError, oneLine } from "./api-failure.ts";

/** How a write ends that the API server answered with a refusal; null for a conflict, which takes a look at what is there. */
export function refusalOf(error: ApiError, change: KnownChange, user: string): WriteOutcome | null {
  const { failure, progress } = error;
  if (progress.answer === null) return unreachable(error);
  const { status, body } = progress.answer;
  const said = statusIn(body);
  const admission = admissionRefusal(said.message);
  if (admission !== null) return admission;
  if (status === 409) return null;
  if (status === 403) return forbidden(change, user, verbOf(change), failure.text);
  if (status === 404) return notFound(change, said.message);
  if (status === 422 || status === 400 || status === 413) return invalid(change, said);
  if (status === 401) return { kind: "forbidden", text: failure.text, cure: failure.cure, grant: null };
  return unreachable(error);
}

const unreachable = ({ failure: { text, cure } }: ApiError): WriteOutcome => ({
  kind: "unreachable",
  text,
  cure,
});

/** Kubernetes' word for what a change does. */
export const verbOf = ({ operation }: Pick<KnownChange, "operation">) =>
  operation === "replace" ? "update" : operation;

/** Why one may not, with the rule that would let one. */
export function forbidden(
  { kind, namespace }: Pick<PolicyName, "kind" | "namespace">,
  who: string,
  verb: string,
  said: string,
): Extract<WriteOutcome, { readonly kind: "forbidden" }> {
  const resource = pluralOf(kind);
  const grant = ruleOf(groupOf[kind], resource, verb);
  const text = say("write.mayNot", { who, verb, resource: `${resource}.${groupOf[kind]}`, namespace });
  // A refusal that is none of RBAC has other words for what is missing.
  const rbac = said === "" || /cannot (create|update|delete) resource/.test(said);
  return { kind: "forbidden", text: rbac ? text : said, cure: say("write.mayNotCure", { grant }), grant };
}

/** A rule as it stands in a Role. */
export const ruleOf = (group: string, resource: string, ...verbs: readonly string[]) =>
  `{apiGroups: ["${group}"], resources: ["${resource}"], verbs: [${verbs.map((verb) => `"${verb}"`).join(", ")}]}`;

const admissions = [
  /admission webhook "([^"]+)" denied the request(?: without explanation|: )([\s\S]*)/,
  /failed calling webhook "([^"]+)": ([\s\S]*)/,
  /(ValidatingAdmissionPolicy '[^']+') with binding '[^']+' denied request: ([\s\S]*)/,
];

function admissionRefusal(message: string): WriteOutcome | null {
  for (const pattern of admissions) {
    const found = pattern.exec(message);
    if (found === null) continue;
    const [, by = "", words = ""] = found;
    const field = /\b(?:spec|metadata)(?:\.[A-Za-z]\w*|\[[^\]\s]+\])+/.exec(words)?.[0] ?? null;
    const text = say("write.refusedBy", { by, message: oneLine(words) || "–" });
    const cure = field === null ? say("write.refusedByCure") : say("write.refusedByFieldCure", { field });
    return { kind: "refusedByAdmission", by, field, text, cure };
  }
  return null;
}

function notFound(change: KnownChange, message: string): WriteOutcome {
  const { kind, namespace } = change;
  if (/namespaces "[^"]*" not found/.test(message))
    return invalidBy([
      problem(
        change,
        "metadata.namespace",
        say("write.noNamespace", { namespace }),
        say("write.noNamespaceCure"),
      ),
    ]);
  return invalidBy([
    problem(change, "apiVersion", say("write.notServed", { kind }), say("write.notServedCure")),
  ]);
}

/** The fields that the schema, its CEL rules or strict validation refuse. */
function invalid(change: KnownChange, { message, causes }: Said): WriteOutcome {
  const checked = change.yaml === undefined ? null : checkChange(change, change.yaml);
  const known = checked?.ok ? checked.unknown : [];
  const told = (field: string | null, words: string) => {
    const cure =
      known.find(({ path, slip }) => slip && path === field)?.cure ?? say("write.serverRefusesCure");
    return problem(change, field, say("write.serverRefuses", { message: oneLine(words) }), cure);
  };
  // Strict validation names its fields in words only, in the message or in causes without a field.
  const named = causes.some(({ field }) => field !== null);
  if (named) return invalidBy(causes.map((cause) => told(cause.field, cause.message)));
  const words = [message, ...causes.map((cause) => cause.message)].join("\n");
  const fields = [
    ...new Map(
      [...words.matchAll(/((?:unknown|duplicate) field) "([^"]+)"/g)].map(
        (found) => [found[0], found] as const,
      ),
    ).values(),
  ];
  return invalidBy(
    fields.length > 0
      ? fields.map(([, what = "", field = ""]) => told(field, `${what} ${field}`))
      : [told(null, message)],
  );
}

function problem({ yaml }: KnownChange, path: string | null, text: string, cure: string): FieldProblem {
  return { path, line: path === null || yaml === undefined ? null : lineFinder(yaml)(path), text, cure };
}

function invalidBy(problems: readonly FieldProblem[]): WriteOutcome {
  return { kind: "invalid", problems, text: problems[0]?.text ?? "", cure: problems[0]?.cure ?? "" };
}

interface Said {
  readonly message: string;
  readonly causes: readonly { readonly field: string | null; readonly message: string }[];
}

/** What a Status says. */
function statusIn(body: string): Said {
  let status: unknown;
  try {
    status = JSON.parse(body);
  } catch {
    return { message: body, causes: [] };
  }
  if (!isObject(status)) return { message: "", causes: [] };
  const details = isObject(status.details) ? status.details : {};
  const causes = Array.isArray(details.causes) ? details.causes.filter(isObject) : [];
  return {
    message: typeof status.message === "string" ? status.message : "",
    causes: causes.map(({ field, message }) => ({
      field: typeof field === "string" && field !== "" && field !== "<nil>" ? field : null,
      message: `${typeof field === "string" && field !== "<nil>" ? `${field}: ` : ""}${String(message ?? "")}`,
    })),
  };
}

/** How a write ends of which nobody can tell how it ended. */
export function unknownOutcome(of: PolicyName): WriteOutcome {
  const text = say("write.unknownOutcome", { object: objectName(of) });
  return { kind: "outcomeUnknown", text, cure: say("write.unknownOutcomeCure") };
}
