import "server-only";
import type { CertificateAction, CertificateActionOutcome } from "../../contract/certificate-actions.ts";
import { say } from "../../contract/text.ts";
import type { Right } from "../../contract/write.ts";
import type { CertificateActor } from "../certificate-actor.ts";
import { isObject } from "../decode/field.ts";
import { pluralOf } from "../decode/plural.ts";
import { ApiError, oneLine } from "./api-failure.ts";
import type { Connection } from "./connection.ts";
import { ruleOf } from "./refusal.ts";
import { whoAmI } from "./rights.ts";
import type { Times } from "./times.ts";
import { parseObject, type RawObject } from "./watch-events.ts";

/** Milliseconds for an answer. */
const WITHIN = 30_000;
/** Times that a status is read again which others wrote in between. */
const TRIES = 5;

/** What an action asks of the API server, in the words of RBAC. */
const needs = {
  restart: { group: "apps", verb: "patch", subresource: "" },
  renew: { group: "cert-manager.io", verb: "update", subresource: "status" },
} as const;

/** Acts in a live cluster, as the user that the source reads as. */
export function liveActor(connection: Connection, pod: boolean, times: Times): CertificateActor {
  const within = Math.min(times.answerWithin, WITHIN);
  const ask = async (question: Omit<Parameters<Connection["ask"]>[0], "signal">): Promise<RawObject> => {
    const { text } = await connection.ask({ ...question, signal: AbortSignal.timeout(within) }, within);
    return parseObject(text, connection.parties);
  };
  let asked: Promise<string> | null = null;
  const who = (): Promise<string> => {
    asked ??= whoAmI(connection, within);
    return asked;
  };

  const may = async (action: CertificateAction): Promise<Right> => {
    const { group, verb, subresource } = needs[action.do];
    const { namespace, name } = action;
    const resource = pluralOf(kindOf(action));
    const attributes = {
      namespace,
      verb,
      group,
      resource,
      name,
      ...(subresource === "" ? {} : { subresource }),
    };
    const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    const body = {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SelfSubjectAccessReview",
      spec: { resourceAttributes: attributes },
    };
    try {
      const { status } = await ask({ path, body });
      if (isObject(status) && status.allowed === true) return { allowed: true };
    } catch (error) {
      const failure = error instanceof ApiError ? error.failure : { text: String(error), cure: "" };
      return { allowed: false, text: failure.text, cure: failure.cure, grant: null };
    }
    const { text, cure, grant } = forbidden(action, await who());
    return { allowed: false, text, cure, grant };
  };

  const restart = async (
    action: Extract<CertificateAction, { readonly do: "restart" }>,
    dryRun: boolean,
    now: number,
  ): Promise<CertificateActionOutcome> => {
    const { kind, namespace, name } = action;
    // To the second, as kubectl writes it.
    const restartedAt = new Date(now).toISOString().replace(/\.\d+Z$/, "Z");
    const annotations = { "kubectl.kubernetes.io/restartedAt": restartedAt };
    await ask({
      path: `/apis/apps/v1/namespaces/${encodeURIComponent(namespace)}/${pluralOf(kind)}/${encodeURIComponent(name)}${query(dryRun)}`,
      method: "PATCH",
      contentType: "application/strategic-merge-patch+json",
      body: { spec: { template: { metadata: { annotations } } } },
    });
    return dryRun ? good("accepted", action, "wouldRestart") : good("done", action, "restarted");
  };

  /** @source cmctl renew: the condition Issuing in the status, which only cert-manager takes away again */
  const renew = async (
    action: Extract<CertificateAction, { readonly do: "renew" }>,
    dryRun: boolean,
    now: number,
  ): Promise<CertificateActionOutcome> => {
    const { namespace, name } = action;
    const path = `/apis/cert-manager.io/v1/namespaces/${encodeURIComponent(namespace)}/certificates/${encodeURIComponent(name)}`;
    for (let tries = 0; tries < TRIES; tries++) {
      const current = await ask({ path });
      const held = heldBack(action, current, now);
      if (held !== null) return held;
      const body = withIssuing(current, new Date(now).toISOString().replace(/\.\d+Z$/, "Z"));
      try {
        await ask({ path: `${path}/status${query(dryRun)}`, method: "PUT", body });
        return dryRun ? good("accepted", action, "wouldRenew") : good("done", action, "renewed");
      } catch (error) {
        if (!(error instanceof ApiError) || error.progress.answer?.status !== 409) throw error;
      }
    }
    return refusedBy("refused", say("action.busy", { object: objectOf(action) }), say("action.busyCure"));
  };

  return {
    who: async () => ({ name: await who(), by: pod ? "pod" : "kubeconfig" }),
    may,
    run: async (action, dryRun, now) => {
      try {
        return await (action.do === "restart" ? restart(action, dryRun, now) : renew(action, dryRun, now));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return outcomeOf(error, action, await who());
      }
    },
  };
}

const query = (dryRun: boolean) => `?fieldManager=sekisho${dryRun ? "&dryRun=All" : ""}`;

const kindOf = (action: CertificateAction): string => (action.do === "restart" ? action.kind : "Certificate");

const objectOf = (action: CertificateAction): string =>
  `${kindOf(action)} ${action.namespace}/${action.name}`;

function good(
  kind: "done" | "accepted",
  action: CertificateAction,
  code: "wouldRestart" | "restarted" | "wouldRenew" | "renewed",
): CertificateActionOutcome {
  const cure =
    kind === "accepted"
      ? say("action.goOn")
      : say(code === "renewed" ? "action.renewedCure" : "action.restartedCure");
  return { kind, text: say(`action.${code}`, { object: objectOf(action) }), cure, grant: null };
}

const refusedBy = (
  kind: CertificateActionOutcome["kind"],
  text: string,
  cure: string,
): CertificateActionOutcome => ({ kind, text, cure, grant: null });

function forbidden(
  action: CertificateAction,
  who: string,
): CertificateActionOutcome & { readonly grant: string } {
  const { group, verb, subresource } = needs[action.do];
  const plural = `${pluralOf(kindOf(action))}${subresource === "" ? "" : `/${subresource}`}`;
  const grant = ruleOf(group, plural, verb);
  const text = say("action.mayNot", {
    who,
    verb,
    resource: `${plural} (${group})`,
    namespace: action.namespace,
  });
  return { kind: "forbidden", text, cure: say("write.mayNotCure", { grant }), grant };
}

function outcomeOf(
  { failure, progress: { sent, answer } }: ApiError,
  action: CertificateAction,
  who: string,
): CertificateActionOutcome {
  if (answer === null)
    return sent
      ? refusedBy("outcomeUnknown", say("action.lost"), say("action.lostCure"))
      : refusedBy("unreachable", failure.text, failure.cure);
  if (answer.status === 403 && /cannot (get|patch|update) resource/.test(answer.body))
    return forbidden(action, who);
  if (answer.status === 404)
    return refusedBy(
      "notFound",
      say("action.notFound", { object: objectOf(action) }),
      say("action.notFoundCure"),
    );
  if (answer.status === 401 || answer.status >= 500)
    return refusedBy("unreachable", failure.text, failure.cure);
  const message = oneLine(/"message":"((?:[^"\\]|\\.)*)"/.exec(answer.body)?.[1] ?? failure.text);
  return refusedBy("refused", say("action.refused", { message }), say("action.refusedCure"));
}

/** Why cert-manager must not be asked now; null when it may be. */
function heldBack(
  action: CertificateAction,
  { status }: RawObject,
  now: number,
): CertificateActionOutcome | null {
  if (!isObject(status)) return null;
  const object = objectOf(action);
  const issuing = conditionsIn(status).some(({ type, status: is }) => type === "Issuing" && is === "True");
  if (issuing) return refusedBy("refused", say("action.issuing", { object }), say("action.issuingCure"));
  const { failedIssuanceAttempts: failed, lastFailureTime } = status;
  const last = typeof lastFailureTime === "string" ? Date.parse(lastFailureTime) : Number.NaN;
  if (typeof failed !== "number" || failed < 1 || Number.isNaN(last)) return null;
  // cert-manager: an hour, doubled at each further failure, at most 32 hours.
  const until = last + Math.min(2 ** (failed - 1), 32) * 3_600_000;
  if (now >= until) return null;
  const time = `${new Date(until).toISOString().slice(0, 16)}Z`;
  return refusedBy("refused", say("action.backOff", { object, until: time }), say("action.backOffCure"));
}

function conditionsIn(
  status: Readonly<Record<string, unknown>>,
): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(status.conditions) ? status.conditions.filter(isObject) : [];
}

function withIssuing(object: RawObject, time: string): RawObject {
  const status = isObject(object.status) ? object.status : {};
  const metadata = isObject(object.metadata) ? object.metadata : {};
  const issuing = {
    type: "Issuing",
    status: "True",
    reason: "ManuallyTriggered",
    message: "Certificate re-issuance manually triggered",
    lastTransitionTime: time,
    observedGeneration: metadata.generation,
  };
  const others = conditionsIn(status).filter(({ type }) => type !== "Issuing");
  return { ...object, status: { ...status, conditions: [...others, issuing] } };
}
