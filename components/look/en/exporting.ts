/** The menu that saves the picture as a file. */
export const exporting = {
  button: "Export",
  menu: "Export the picture",
  svg: "SVG, vector with text",
  png: "PNG, pixels at double size",
  json: "JSON, nodes, edges and verdicts",
  saved: (file: string) => `Saved ${file}`,
  failed: (why: string) => `Not saved. ${why}`,
} as const;
