import "server-only";
import { createHash } from "node:crypto";
import type { ClusterSource, SourceReading } from "../cluster/source.ts";
import type {
  CertificateAction,
  CertificateActionsAnswer,
  OfferedAction,
} from "../contract/certificate-actions.ts";
import { say } from "../contract/text.ts";
import type { Right } from "../contract/write.ts";
import { type WorkloadProxy, workloadProxies } from "../engine/index.ts";
import { viewOnly } from "../session/view-only.ts";
import { readSource } from "./read-source.ts";
import { ok, type Result } from "./result.ts";

/** What it is asked about; each `namespace/name`. */
export interface ActionsQuestion {
  readonly workloads: readonly string[];
  /** cert-manager's Certificates. */
  readonly certificates: readonly string[];
  /** Secrets of gateways: the Certificate that fills one is meant. */
  readonly secrets: readonly string[];
}

type Draft = Omit<OfferedAction, "right">;

/** What may be done about certificates, with its effect, its risks, and the same by hand. */
export async function offerCertificateActions(
  question: ActionsQuestion,
  source: ClusterSource,
): Promise<Result<CertificateActionsAnswer>> {
  const result = await readSource(source);
  if (!result.ok) return result;
  const { actor } = source;
  const drafts = draftsOf(question, result.value);
  const closed = viewOnly();
  const right = async (action: CertificateAction): Promise<Right> =>
    closed === null && actor !== null
      ? actor.may(action)
      : { allowed: false, ...(closed ?? folder()), grant: null };
  const [who, actions] = await Promise.all([
    actor?.who() ?? null,
    Promise.all(drafts.actions.map(async (draft) => ({ ...draft, right: await right(draft.action) }))),
  ]);
  const none = actor === null ? folder() : actions.length > 0 ? null : (drafts.none ?? nothing());
  const answer = {
    who,
    actions: actor === null ? [] : actions,
    commands: commandsOf(question, drafts, actor === null),
    none,
  };
  const revision = createHash("sha256").update(JSON.stringify(answer)).digest("hex").slice(0, 16);
  return ok({ revision, ...answer });
}

const folder = () => ({ text: say("action.folder"), cure: say("action.folderCure") });
const nothing = () => ({ text: say("action.none"), cure: say("action.noneCure") });

interface Drafts {
  readonly actions: readonly Draft[];
  /** Pods whose proxies can be looked at. */
  readonly pods: readonly string[];
  readonly none: { readonly text: string; readonly cure: string } | null;
}

function draftsOf({ workloads, certificates, secrets }: ActionsQuestion, reading: SourceReading): Drafts {
  const { snapshot } = reading;
  const known = new Map(workloadProxies(snapshot).map((workload) => [workload.id, workload]));
  const named = workloads.flatMap((id) => known.get(id) ?? []);
  const wanted = new Set(certificates);
  for (const { meta, secretName } of snapshot.certificates)
    if (secrets.includes(`${meta.namespace}/${secretName}`)) wanted.add(`${meta.namespace}/${meta.name}`);
  const isZtunnel = named.some(({ proxy }) => proxy === "ztunnel");
  return {
    actions: [
      ...named.flatMap((workload) => restartOf(workload, reading)),
      ...[...wanted].flatMap((id) => renewOf(id, reading)),
    ],
    pods: named.filter(({ proxy }) => proxy !== "none").flatMap(({ pods }) => pods.slice(0, 1)),
    none: isZtunnel ? { text: say("action.ztunnel"), cure: say("action.ztunnelCure") } : null,
  };
}

const kinds = ["Deployment", "StatefulSet", "DaemonSet"] as const;

function restartOf(workload: WorkloadProxy, { snapshot }: SourceReading): readonly Draft[] {
  const { namespace, name, controller, proxy, labels } = workload;
  const kind = kinds.find((one) => one === controller?.kind);
  // Only what holds a certificate gets a new one by a restart; istiod signs its own.
  const isControlPlane = labels.app === "istiod";
  if (kind === undefined || proxy === "ztunnel" || (proxy === "none" && !isControlPlane)) return [];
  const object = `${kind} ${namespace}/${name}`;
  const meta = snapshot.controllers.find(
    (one) => one.meta.kind === kind && one.meta.namespace === namespace && one.meta.name === name,
  )?.meta;
  const owner = managerOf({ ...meta?.annotations, ...meta?.labels });
  const risks = [
    ...(isControlPlane ? [say("action.controlPlane")] : []),
    ...(controller?.replicas === 1 || (controller?.replicas === null && workload.pods.length === 1)
      ? [say("action.oneReplica")]
      : []),
    ...(proxy === "gateway" ? [say("action.gateway")] : []),
    ...(owner === null ? [] : [say("action.owned", { owner })]),
  ];
  return [
    {
      action: { do: "restart", kind, namespace, name },
      effect: say("action.restartEffect", { object }),
      risks,
      command: `kubectl rollout restart ${kind.toLowerCase()}/${name} -n ${namespace}`,
      confirm: isControlPlane,
    },
  ];
}

/** Who would put the template back: GitOps writes what stands in Git. */
function managerOf(marks: Readonly<Record<string, string>>): string | null {
  const names = Object.keys(marks);
  if (names.some((mark) => mark.startsWith("argocd.argoproj.io/"))) return "Argo CD";
  if (names.some((mark) => mark.includes("toolkit.fluxcd.io/"))) return "Flux";
  return marks["gateway.networking.k8s.io/gateway-name"] === undefined ? null : "Istio's Gateway controller";
}

function renewOf(id: string, { snapshot }: SourceReading): readonly Draft[] {
  const found = snapshot.certificates.find(({ meta }) => `${meta.namespace}/${meta.name}` === id);
  if (found === undefined) return [];
  const { namespace, name } = found.meta;
  const issuer = snapshot.issuers.find(
    ({ meta }) =>
      meta.kind === found.issuer.kind &&
      meta.name === found.issuer.name &&
      (meta.kind === "ClusterIssuer" || meta.namespace === namespace),
  );
  return [
    {
      action: { do: "renew", namespace, name },
      effect: say("action.renewEffect", { object: `Certificate ${namespace}/${name}` }),
      risks: issuer?.type === "acme" ? [say("action.limits")] : [],
      command: `cmctl renew ${name} -n ${namespace}`,
      confirm: false,
    },
  ];
}

/** Lines for what is done by hand. Names are of Kubernetes objects, which hold no sign that a shell reads. */
function commandsOf(
  { secrets }: ActionsQuestion,
  { actions, pods }: Drafts,
  offered: boolean,
): CertificateActionsAnswer["commands"] {
  const namespaces = [...new Set(pods.map((pod) => pod.split("/")[0] ?? ""))];
  return [
    ...(offered ? actions.map(({ effect, command }) => ({ text: effect, command })) : []),
    ...secrets.filter(isName).map((secret) => {
      const [namespace = "", name = ""] = secret.split("/");
      const command = `kubectl create secret tls ${name} -n ${namespace} --cert=tls.crt --key=tls.key --dry-run=client -o yaml | kubectl apply -f -`;
      return { text: say("action.renewSecret"), command };
    }),
    ...pods.map((pod) => {
      const [namespace = "", name = ""] = pod.split("/");
      return {
        text: say("action.lookAtSecrets"),
        command: `istioctl proxy-config secret ${name} -n ${namespace}`,
      };
    }),
    ...namespaces.map((namespace) => ({
      text: say("action.lookAtRoots"),
      command: `kubectl get configmap istio-ca-root-cert -n ${namespace} -o yaml`,
    })),
  ];
}

const isName = (text: string) => /^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9.-]*$/.test(text);
