import { en } from "../en/index.ts";
import type { Words } from "../words.ts";
import { focus } from "./focus.ts";

/** Every Japanese sentence of the page. */
export const ja: Words = { ...en, focus };
