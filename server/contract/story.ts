import { z } from "zod";

/** What `POST /api/story` reads. */
export const storyQuestion = z.strictObject({
  /** A story of the same browser that is over: its copy is removed. */
  ends: z
    .string()
    .regex(/^story\.[\w-]{22}$/, "write the id of a story")
    .optional(),
});

/** The answer of `POST /api/story`. */
export interface StoryStart {
  /** Id of the copy, as an address names a source. */
  readonly source: string;
}
