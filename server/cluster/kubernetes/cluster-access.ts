import "server-only";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { KubeConfig } from "@kubernetes/client-node";
import type { Trouble } from "../../contract/sources.ts";
import { type Connection, connectionTo } from "./connection.ts";
import { credentialsOf } from "./credentials.ts";
import {
  accountFolder,
  type ContextParts,
  extraOf,
  isInCluster,
  KubeconfigError,
  kubeconfigFiles,
  partsOf,
  readKubeconfig,
  troubleOf,
} from "./kubeconfig.ts";

/** Which cluster, as a person names it. */
export interface ClusterChoice {
  /** Context of the kubeconfig; null for its current one. */
  readonly context: string | null;
  /** Path of the kubeconfig; null for KUBECONFIG, then ~/.kube/config, then the service account of the pod. */
  readonly kubeconfig: string | null;
  /** Folder in which the file system of the pod lies, for tests; "" where this runs in it. */
  readonly podRoot?: string;
}

/** A cluster that can be spoken to. */
export interface ClusterAccess {
  /** Name of the context. */
  readonly name: string;
  readonly connection: Connection;
  /** Namespace of the context; null when it has none. */
  readonly namespace: string | null;
}

/**
 * Finds the cluster and how one identifies oneself to it. Nothing is sent yet.
 * @throws never
 */
export function openAccess(choice: ClusterChoice): ClusterAccess | Trouble {
  try {
    const files = filesOf(choice);
    return files === null ? accessInCluster(choice.podRoot ?? "") : accessOf(files, choice.context);
  } catch (error) {
    return troubleOf(error);
  }
}

/** @returns null for the account of the pod that this runs in */
function filesOf({ kubeconfig, context, podRoot = "" }: ClusterChoice): readonly string[] | null {
  const files = kubeconfigFiles(kubeconfig);
  const usual = kubeconfig === null && !process.env.KUBECONFIG;
  if (!usual && kubeconfig === null) return files;
  const [file = ""] = files;
  if (existsSync(file)) return files;
  if (usual && context === null && isInCluster(podRoot)) return null;
  throw new KubeconfigError(
    `There is no kubeconfig ${file}.`,
    "Name one with --kubeconfig FILE, or in the variable KUBECONFIG.",
  );
}

function accessInCluster(podRoot: string): ClusterAccess {
  const account = join(podRoot, accountFolder);
  const open = () => {
    const config = new KubeConfig();
    config.loadFromCluster(podRoot);
    // The token is read by credentialsOf, which finds a rotated one at once.
    config.users = config.users.map(({ authProvider: _, ...user }) => user);
    return config;
  };
  const config = open();
  const cluster = config.getCurrentCluster();
  if (cluster === null)
    throw new KubeconfigError("The pod's account names no cluster.", "Mount a service account.");
  const credentials = credentialsOf(open, join(account, "token"));
  const namespaceFile = join(account, "namespace");
  return {
    name: "in-cluster",
    connection: connectionTo(cluster.server, "the service account of this pod", credentials),
    namespace: existsSync(namespaceFile) ? readFileSync(namespaceFile, "utf8").trim() || null : null,
  };
}

function accessOf(files: readonly string[], wanted: string | null): ClusterAccess {
  const config = readKubeconfig(files);
  const name = wanted ?? config.getCurrentContext();
  const where = files.join(", ");
  const parts = partsOf(config, name, where);
  const { context, cluster, user } = parts;
  checkFiles(parts);
  const { groups, tokenFile } = extraOf(files, user.name);
  if (groups)
    throw new KubeconfigError(
      `User ${user.name} of ${where} acts as groups of another (as-groups), which is not supported.`,
      "Name a user that has the rights itself.",
    );
  const open = () => {
    const again = readKubeconfig(files);
    // Another context may be current by now, or this one lead elsewhere; credentials of that are not for this cluster.
    again.setCurrentContext(name);
    if (partsOf(again, name, where).cluster.server !== cluster.server)
      throw new KubeconfigError(`Context ${name} leads to another server now.`, "Open it anew.");
    return again;
  };
  return {
    name,
    connection: connectionTo(cluster.server, user.name, credentialsOf(open, tokenFile)),
    namespace: context.namespace ?? null,
  };
}

function checkFiles({ cluster, user }: ContextParts): void {
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
      throw new KubeconfigError(
        `The file ${file}, the ${role}, cannot be read (${code}).`,
        "Correct its path in the kubeconfig, or have it written again.",
      );
    }
  }
}
