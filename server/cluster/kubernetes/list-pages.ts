import "server-only";
import { isObject } from "../decode/field.ts";
import { ApiError } from "./api-failure.ts";
import { broken, type Connection } from "./connection.ts";
import { parseObject, type RawObject, resourceVersionOf } from "./watch-events.ts";

/** A whole collection at one moment. */
export interface Listed {
  readonly items: readonly RawObject[];
  readonly resourceVersion: string;
}

const PAGE = 500;

/**
 * Lists a collection in pages.
 * @param query what selects, e.g. `fieldSelector=metadata.name%3Distio`; "" for all
 * @throws ApiError; one of kind `gone` when the pages grew too old on the way
 */
export async function listPages(
  connection: Connection,
  path: string,
  query: string,
  signal: AbortSignal,
  within: number,
): Promise<Listed> {
  const items: RawObject[] = [];
  let next = "";
  for (;;) {
    const parameters = new URLSearchParams(query);
    parameters.set("limit", String(PAGE));
    if (next !== "") parameters.set("continue", next);
    const { text } = await connection.ask({ path: `${path}?${parameters}`, signal }, within);
    const page = parseObject(text, connection.parties);
    const resourceVersion = resourceVersionOf(page);
    const metadata = isObject(page.metadata) ? page.metadata : {};
    // A list that is empty may come as null; one that is not there at all is another answer than was asked for.
    if (!Object.hasOwn(page, "items") || resourceVersion === "")
      throw new ApiError(broken(connection.parties));
    const found: unknown = page.items ?? [];
    if (!Array.isArray(found) || !found.every(isObject)) throw new ApiError(broken(connection.parties));
    items.push(...found);
    next = typeof metadata.continue === "string" ? metadata.continue : "";
    if (next === "") return { items, resourceVersion };
  }
}
