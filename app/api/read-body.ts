import { respondUnreadableBody } from "./respond.ts";

/** The JSON of a body, or the answer to one that has none. */
export async function readBody(
  request: Request,
  mostBytes: number,
): Promise<{ readonly body: unknown } | { readonly refusal: Response }> {
  const text = await request.text();
  if (text.length > mostBytes)
    return {
      refusal: respondUnreadableBody(`The body is larger than ${mostBytes / 1000} kB.`, "Send less at once."),
    };
  try {
    return { body: JSON.parse(text) };
  } catch {
    return { refusal: respondUnreadableBody("The body is not JSON.", "Send it as JSON.") };
  }
}
