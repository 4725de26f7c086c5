import "server-only";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { KubeConfig } from "@kubernetes/client-node";
import { parse } from "yaml";
import { isObject } from "../decode/field.ts";
import { oneLine } from "./api-failure.ts";
import { type Connection, connectionTo } from "./connection.ts";
import { credentialsOf } from "./credentials.ts";

/** Which cluster, as a person names it. */
export interface ClusterChoice {
  /** Context of the kubeconfig; null for its current one. */
  readonly context: string | null;
  /** Path of the kubeconfig; null for KUBECONFIG, then ~/.kube/config, then the service account of the pod. */
  readonly kubeconfig: string | null;
}

/** A cluster that can be spoken to. */
export interface ClusterAccess {
  /** Name of the context. */
  readonly name: string;
  readonly connection: Connection;
  /** Namespace of the context; null when it has none. */
  readonly namespace: string | null;
}

/** Why there is no cluster to speak to. */
export interface AccessProblem {
  readonly text: string;
  readonly cure: string;
}

const accountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

class Trouble extends Error {
  readonly problem: AccessProblem;
  constructor(text: string, cure: string) {
    super(text);
    this.problem = { text, cure };
  }
}

/** Whether this runs in a pod that has an account. */
function isInCluster(): boolean {
  return Boolean(process.env.KUBERNETES_SERVICE_HOST) && existsSync(join(accountFolder, "token"));
}

/**
 * Finds the cluster and how one identifies oneself to it. Nothing is sent yet.
 * @throws never
 */
export function openAccess(choice: ClusterChoice): ClusterAccess | AccessProblem {
  try {
    const files = kubeconfigFiles(choice);
    return files === null ? accessInCluster() : accessOf(files, choice.context);
  } catch (error) {
    if (error instanceof Trouble) return error.problem;
    const text = `The kubeconfig cannot be read (${error instanceof Error ? oneLine(error.message) : "unknown"}).`;
    return { text, cure: "Correct it; kubectl config view shows what kubectl makes of it." };
  }
}

/** @returns null for the account of the pod that this runs in */
function kubeconfigFiles({ kubeconfig, context }: ClusterChoice): readonly string[] | null {
  const named = process.env.KUBECONFIG?.split(delimiter).filter((file) => file !== "") ?? [];
  if (kubeconfig === null && named.length > 0)
    return named.filter((file) => existsSync(file) || named.length === 1);
  const file = kubeconfig ?? join(homedir(), ".kube", "config");
  if (existsSync(file)) return [file];
  if (kubeconfig === null && context === null && isInCluster()) return null;
  throw new Trouble(
    `There is no kubeconfig ${file}.`,
    "Name one with --kubeconfig FILE, or in the variable KUBECONFIG.",
  );
}

function accessInCluster(): ClusterAccess {
  const open = () => {
    const config = new KubeConfig();
    config.loadFromCluster();
    // The token is read by credentialsOf, which finds a rotated one at once.
    config.users = config.users.map(({ authProvider: _, ...user }) => user);
    return config;
  };
  const config = open();
  const cluster = config.getCurrentCluster();
  if (cluster === null) throw new Trouble("The pod's account names no cluster.", "Mount a service account.");
  const credentials = credentialsOf(open, join(accountFolder, "token"));
  const namespaceFile = join(accountFolder, "namespace");
  return {
    name: "in-cluster",
    connection: connectionTo(cluster.server, "the service account of this pod", credentials),
    namespace: existsSync(namespaceFile) ? readFileSync(namespaceFile, "utf8").trim() || null : null,
  };
}

function accessOf(files: readonly string[], wanted: string | null): ClusterAccess {
  const open = () => {
    const config = readFiles(files);
    if (wanted !== null) config.setCurrentContext(wanted);
    return config;
  };
  const config = open();
  const where = files.join(", ");
  const name = config.getCurrentContext();
  const names = config.getContexts().map((context) => context.name);
  const choices = names.length === 0 ? "it has none" : `it has ${names.toSorted().join(", ")}`;
  if (!name)
    throw new Trouble(
      `The kubeconfig ${where} has no current context; ${choices}.`,
      "Name one with --context NAME.",
    );
  const context = config.getContextObject(name);
  if (context === null)
    throw new Trouble(
      `The kubeconfig ${where} has no context ${name}; ${choices}.`,
      "Name one of them with --context NAME.",
    );
  const cluster = config.getCluster(context.cluster);
  if (cluster === null)
    throw new Trouble(
      `Context ${name} names cluster ${context.cluster}, which ${where} does not have.`,
      "Correct the context, or add the cluster.",
    );
  const user = config.getUser(context.user);
  if (user === null)
    throw new Trouble(
      `Context ${name} names user ${context.user}, which ${where} does not have.`,
      "Correct the context, or add the user.",
    );
  checkServer(cluster.server, cluster.name);
  checkFiles(cluster, user);
  if (extraOf(files, user.name).groups)
    throw new Trouble(
      `User ${user.name} of ${where} acts as groups of another (as-groups), which is not supported.`,
      "Name a user that has the rights itself.",
    );
  return {
    name,
    connection: connectionTo(
      cluster.server,
      user.name,
      credentialsOf(open, extraOf(files, user.name).tokenFile),
    ),
    namespace: context.namespace ?? null,
  };
}

function checkServer(server: string, cluster: string): void {
  const url = URL.canParse(server) ? new URL(server) : null;
  if (url?.protocol === "https:") return;
  const what =
    url?.protocol === "http:"
      ? `is plain HTTP (${server}): credentials would be readable on the way`
      : "is no address of HTTPS";
  throw new Trouble(`The server of cluster ${cluster} ${what}.`, "Write https://HOST:PORT as its server.");
}

function checkFiles(
  cluster: { readonly name: string; readonly caFile?: string },
  user: { readonly name: string; readonly certFile?: string; readonly keyFile?: string },
): void {
  const files = [
    [cluster.caFile, `certificate-authority of cluster ${cluster.name}`],
    [user.certFile, `client-certificate of user ${user.name}`],
    [user.keyFile, `client-key of user ${user.name}`],
  ] as const;
  for (const [file, role] of files) {
    if (!file) continue;
    try {
      readFileSync(file);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
      throw new Trouble(
        `The file ${file}, the ${role}, cannot be read (${code}).`,
        "Correct its path in the kubeconfig, or have it written again.",
      );
    }
  }
}

/** Several files are one: what an earlier one has counts. */
function readFiles(files: readonly string[]): KubeConfig {
  const merged = new KubeConfig();
  for (const file of files) {
    const one = new KubeConfig();
    try {
      one.loadFromFile(file);
    } catch (error) {
      const reason = error instanceof Error ? oneLine(error.message) : "unknown";
      throw new Trouble(
        `The kubeconfig ${file} cannot be read (${reason}).`,
        "Correct it; kubectl config view shows what kubectl makes of it.",
      );
    }
    const has =
      <Item extends { readonly name: string }>(list: readonly Item[]) =>
      (item: Item) =>
        !list.some(({ name }) => name === item.name);
    merged.clusters = [...merged.clusters, ...one.clusters.filter(has(merged.clusters))];
    merged.users = [...merged.users, ...one.users.filter(has(merged.users))];
    merged.contexts = [...merged.contexts, ...one.contexts.filter(has(merged.contexts))];
    if (!merged.currentContext) merged.currentContext = one.currentContext;
  }
  return merged;
}

/** What the client library does not read of a user. */
function extraOf(
  files: readonly string[],
  user: string,
): { readonly tokenFile: string | null; readonly groups: boolean } {
  for (const file of files) {
    const content: unknown = parse(readFileSync(file, "utf8"));
    const users = isObject(content) && Array.isArray(content.users) ? content.users.filter(isObject) : [];
    const found = users.find(({ name }) => name === user)?.user;
    if (!isObject(found)) continue;
    const tokenFile = typeof found.tokenFile === "string" ? resolve(dirname(file), found.tokenFile) : null;
    return { tokenFile, groups: Array.isArray(found["as-groups"]) && found["as-groups"].length > 0 };
  }
  return { tokenFile: null, groups: false };
}
