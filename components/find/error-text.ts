import type { Words } from "../look/words.ts";
import { fields } from "./fields.ts";
import type { QueryError } from "./query.ts";

/** What is wrong and what helps, in one or two sentences. */
export function errorText({ code, text, field, meant }: QueryError, words: Words): string {
  const sentence: string | ((...values: string[]) => string) = words.find.errors[code];
  if (typeof sentence === "string") return sentence;
  if (code === "unknownField") return sentence(text, meant ?? "");
  const choices = field === null ? null : fields[field].choices;
  return sentence(text, field ?? "", meant ?? "", choices?.join(", ") ?? "");
}
