/** Whether a source is the copy of a story. */
export const isStory = (source: string | null): source is string => source?.startsWith("story.") === true;
