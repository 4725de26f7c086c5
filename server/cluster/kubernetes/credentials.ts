import "server-only";
import { readFile } from "node:fs/promises";
import type { RequestOptions } from "node:https";
import type { KubeConfig } from "@kubernetes/client-node";
import { ApiError, type ApiFailure, oneLine } from "./api-failure.ts";

/** What a request needs to be let in: TLS options, headers and, behind a proxy, the agent. Never logged. */
export interface Credentials {
  readonly tls: Pick<RequestOptions, "ca" | "cert" | "key" | "rejectUnauthorized" | "servername" | "auth">;
  readonly headers: Readonly<Record<string, string>>;
  /** Only for a cluster behind a proxy. */
  readonly agent: RequestOptions["agent"] | null;
}

/** Gives credentials, made anew when they are old or were not accepted. */
export interface CredentialSource {
  /** @throws ApiError when there are none */
  readonly get: () => Promise<Credentials>;
  /** The last ones were not accepted: the next ones are made from scratch. */
  readonly renew: () => void;
}

/** Credentials are read again after so long, so that a rotated file is found; a plugin keeps its own account of expiry. */
const FRESH_MILLISECONDS = 10_000;

/**
 * @param open makes the kubeconfig anew: its authenticators keep tokens, so a token that is not accepted is only replaced that way
 * @param tokenFile file with the user's token, read at each renewal; null when the user has none
 */
export function credentialsOf(open: () => KubeConfig, tokenFile: string | null): CredentialSource {
  let config = open();
  let current: { readonly promise: Promise<Credentials>; readonly at: number } | null = null;

  const make = async (): Promise<Credentials> => {
    const options: RequestOptions = { headers: {} };
    try {
      await config.applyToHTTPSOptions(options);
    } catch (error) {
      throw new ApiError(failureOfCredentials(error, config));
    }
    const headers = Object.fromEntries(
      Object.entries(options.headers ?? {}).map(([name, value]) => [name, String(value).trim()]),
    );
    if (tokenFile !== null) headers.Authorization = `Bearer ${await readToken(tokenFile)}`;
    const { ca, cert, key, rejectUnauthorized, servername, auth } = options;
    const tls = Object.fromEntries(
      Object.entries({ ca, cert, key, rejectUnauthorized, servername, auth }).filter(
        ([, value]) => value !== undefined,
      ),
    );
    const proxied = Boolean(config.getCurrentCluster()?.proxyUrl);
    return { tls, headers, agent: proxied ? options.agent : null };
  };

  return {
    get: () => {
      const now = performance.now();
      // One for all requests at a time: two dozen lists must not start two dozen plugins.
      if (current === null || now - current.at > FRESH_MILLISECONDS) {
        const promise = make();
        current = { promise, at: now };
        promise.catch(() => {
          if (current?.promise === promise) current = null;
        });
      }
      return current.promise;
    },
    renew: () => {
      // Many requests are refused at once, and one renewal serves them all.
      if (current === null || performance.now() - current.at < 500) return;
      current = null;
      try {
        config = open();
      } catch {
        // The kubeconfig is being written; the one that was read goes on.
      }
    },
  };
}

async function readToken(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw credentialError(
      `The token file ${file} cannot be read (${error.code}).`,
      "Correct tokenFile of the user in the kubeconfig, or have the file written again.",
    );
  });
  const token = text.trim();
  if (token === "" || /[^\x21-\x7e]/.test(token))
    throw credentialError(`The token file ${file} holds no token.`, "Have it written again.");
  return token;
}

function failureOfCredentials(error: unknown, config: KubeConfig): ApiFailure {
  const user = config.getCurrentUser();
  const message = error instanceof Error ? oneLine(error.message) : "";
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const exec: unknown = user?.exec;
  if (typeof exec === "object" && exec !== null && "command" in exec) {
    const command = String(exec.command);
    const text =
      code === "ENOENT"
        ? `The credential plugin ${command} of user ${user?.name} is not installed.`
        : `The credential plugin ${command} of user ${user?.name} failed${message === "" ? "" : `: ${message}`}.`;
    const cure =
      code === "ENOENT"
        ? "Install it, or put it on PATH."
        : "Run it by hand; most often a login has expired.";
    return { kind: "credentials", text, cure, retryAfterSeconds: null };
  }
  const text = `The credentials of user ${user?.name ?? ""} cannot be read${message === "" ? "" : ` (${message})`}.`;
  return { kind: "credentials", text, cure: "Correct the user in the kubeconfig.", retryAfterSeconds: null };
}

function credentialError(text: string, cure: string): ApiError {
  return new ApiError({ kind: "credentials", text, cure, retryAfterSeconds: null });
}
