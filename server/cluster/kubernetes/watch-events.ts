import "server-only";
import type { IncomingMessage } from "node:http";
import { isObject } from "../decode/field.ts";
import { ApiError, failureOfError, failureOfStatus, type Parties } from "./api-failure.ts";
import { broken, stalled } from "./connection.ts";

/** An object as the API server gives it. */
export type RawObject = Readonly<Record<string, unknown>>;

/** What a watch tells. */
export interface WatchEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK";
  readonly object: RawObject;
  readonly resourceVersion: string;
}

/**
 * The events of a watch, until the API server ends it.
 * @param silent milliseconds without a whole event, after which it has stalled
 * @throws ApiError for an ERROR event, an event that is cut off, a lost connection and silence
 */
export async function* watchEvents(
  response: IncomingMessage,
  silent: number,
  parties: Parties,
): AsyncGenerator<readonly WatchEvent[]> {
  response.setEncoding("utf8");
  const stall = () => response.destroy(new ApiError(stalled(parties)));
  let timer = setTimeout(stall, silent);
  let pieces: string[] = [];
  try {
    for await (const chunk of response as AsyncIterable<string>) {
      const lines = chunk.split("\n");
      pieces.push(lines[0] ?? "");
      if (lines.length === 1) continue;
      clearTimeout(timer);
      lines[0] = pieces.join("");
      pieces = [lines.pop() ?? ""];
      yield lines.filter((line) => line.trim() !== "").map((line) => eventOf(line, parties));
      timer = setTimeout(stall, silent);
    }
  } catch (error) {
    throw error instanceof ApiError ? error : new ApiError(failureOfError(error, parties));
  } finally {
    clearTimeout(timer);
    response.destroy();
  }
  if (pieces.join("").trim() !== "") throw new ApiError(broken(parties));
}

const types = ["ADDED", "MODIFIED", "DELETED", "BOOKMARK"] as const;

function eventOf(line: string, parties: Parties): WatchEvent {
  const event = parseObject(line, parties);
  const { type, object } = event;
  if (type === "ERROR") {
    const code = isObject(object) && typeof object.code === "number" ? object.code : 500;
    throw new ApiError(failureOfStatus(code, JSON.stringify(object), undefined, parties));
  }
  const known = types.find((name) => name === type);
  const resourceVersion = isObject(object) ? resourceVersionOf(object) : "";
  if (known === undefined || !isObject(object) || resourceVersion === "") throw new ApiError(broken(parties));
  return { type: known, object, resourceVersion };
}

/** @throws ApiError when the text is no JSON object */
export function parseObject(text: string, parties: Parties): RawObject {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Cut off, or the page of a proxy: the same failure.
  }
  throw new ApiError(broken(parties));
}

/** "" when there is none. */
export function resourceVersionOf(object: RawObject): string {
  const { metadata } = object;
  const version = isObject(metadata) ? metadata.resourceVersion : undefined;
  return typeof version === "string" ? version : "";
}
