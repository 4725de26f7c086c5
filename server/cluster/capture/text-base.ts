import { createHash } from "node:crypto";
import type { EditableText } from "../../contract/write.ts";

/** A text with the name of its content. */
export function editableOf(text: string): EditableText {
  return { text, base: baseOf(text) };
}

/** Names a content: the same for the same text only. */
export function baseOf(content: string): string {
  return `sha256-${createHash("sha256").update(content).digest("hex").slice(0, 32)}`;
}
