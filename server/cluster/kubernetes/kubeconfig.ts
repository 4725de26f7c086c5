import "server-only";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { type Cluster, type Context, KubeConfig, type User } from "@kubernetes/client-node";
import { parse } from "yaml";
import type { Trouble } from "../../contract/sources.ts";
import { isObject } from "../decode/field.ts";
import { oneLine } from "./api-failure.ts";

/** A trouble on its way up. */
export class KubeconfigError extends Error {
  readonly trouble: Trouble;
  constructor(text: string, cure: string) {
    super(text);
    this.trouble = { text, cure };
  }
}

const cureOfReading = "Correct it; kubectl config view shows what kubectl makes of it.";

/** What an error of a kubeconfig says to a person. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof KubeconfigError) return error.trouble;
  return { text: `The kubeconfig cannot be read (${reasonOf(error)}).`, cure: cureOfReading };
}

/** A parser quotes the lines around its error, and those may hold a token: only the number of the line is told. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (!("mark" in error)) return oneLine(error.message);
  const { mark } = error;
  return isObject(mark) && typeof mark.line === "number"
    ? `line ${mark.line + 1} is no YAML`
    : "it is no YAML";
}

/** Where a pod has the account that it runs as. */
export const accountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

/** Whether this runs in a pod that has an account. */
export function isInCluster(podRoot = ""): boolean {
  return Boolean(process.env.KUBERNETES_SERVICE_HOST) && existsSync(join(podRoot, accountFolder, "token"));
}

/**
 * The files that make the kubeconfig; files that KUBECONFIG names and that are not there count only when it names no other.
 * @param named path that was asked for; null for KUBECONFIG, then ~/.kube/config
 * @returns files that may be missing
 */
export function kubeconfigFiles(named: string | null): readonly string[] {
  const listed = process.env.KUBECONFIG?.split(delimiter).filter((file) => file !== "") ?? [];
  if (named === null && listed.length > 0)
    return listed.filter((file) => existsSync(file) || listed.length === 1);
  return [named ?? join(homedir(), ".kube", "config")];
}

/**
 * Several files are one: what an earlier one has counts. No credential plugin is run.
 * @throws KubeconfigError
 */
export function readKubeconfig(files: readonly string[]): KubeConfig {
  const merged = new KubeConfig();
  for (const file of files) {
    const one = new KubeConfig();
    try {
      one.loadFromFile(file);
    } catch (error) {
      throw new KubeconfigError(`The kubeconfig ${file} cannot be read (${reasonOf(error)}).`, cureOfReading);
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

/** A context with what it names. */
export interface ContextParts {
  readonly context: Context;
  readonly cluster: Cluster;
  readonly user: User;
}

/**
 * What a context stands for, as far as the kubeconfig itself tells: no file of it is looked at.
 * @param where the kubeconfig's files, for the sentence
 * @throws KubeconfigError
 */
export function partsOf(config: KubeConfig, name: string, where: string): ContextParts {
  const names = config.getContexts().map((context) => context.name);
  const choices = names.length === 0 ? "it has none" : `it has ${names.toSorted().join(", ")}`;
  if (!name)
    throw new KubeconfigError(
      `The kubeconfig ${where} has no current context; ${choices}.`,
      "Name one with --context NAME.",
    );
  const context = config.getContextObject(name);
  if (context === null)
    throw new KubeconfigError(
      `The kubeconfig ${where} has no context ${name}; ${choices}.`,
      "Name one of them with --context NAME.",
    );
  const cluster = config.getCluster(context.cluster);
  if (cluster === null)
    throw new KubeconfigError(
      `Context ${name} names cluster ${context.cluster}, which ${where} does not have.`,
      "Correct the context, or add the cluster.",
    );
  const user = config.getUser(context.user);
  if (user === null)
    throw new KubeconfigError(
      `Context ${name} names user ${context.user}, which ${where} does not have.`,
      "Correct the context, or add the user.",
    );
  checkServer(cluster.server, cluster.name);
  return { context, cluster, user };
}

function checkServer(server: string, cluster: string): void {
  const url = URL.canParse(server) ? new URL(server) : null;
  if (url?.protocol === "https:") return;
  const what =
    url?.protocol === "http:"
      ? `is plain HTTP (${server}): credentials would be readable on the way`
      : "is no address of HTTPS";
  throw new KubeconfigError(
    `The server of cluster ${cluster} ${what}.`,
    "Write https://HOST:PORT as its server.",
  );
}

/** What the client library does not read of a user. */
export function extraOf(
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
