import { sourceInFileName } from "../../../server/contract/file-name.ts";
import type { GraphAnswer } from "../../../server/contract/graph.ts";
import type { Positions } from "../layout/problem.ts";
import { frameOf, paintPicture } from "../paint-picture.ts";
import type { Picture } from "../picture.ts";
import type { ViewState } from "../view-state.ts";
import { escapeXml, SvgPen } from "./svg-pen.ts";

/** What an export says of itself. */
export interface About {
  readonly source: GraphAnswer["source"];
  readonly revision: string;
  readonly view: ViewState;
  /** When it is made. */
  readonly at: Date;
}

/** `sekisho-<source>-<UTC time>.<ending>`, with nothing that a file system minds. */
export function fileName({ source, at }: Pick<About, "source" | "at">, ending: string): string {
  const time = at.toISOString().slice(0, 19).replaceAll(":", "").replaceAll("-", "").replace("T", "-");
  return `sekisho-${sourceInFileName(source.name)}-${time}Z.${ending}`;
}

/** The picture as SVG: paths and text, in the colours of the theme in force. */
export function toSvg(picture: Picture, { source, revision, at }: About): string {
  const { x, y, width, height } = frameOf(picture);
  const [left, top] = [x - width / 2, y - height / 2];
  const pen = new SvgPen();
  pen.translate(-left, -top);
  paintPicture(pen, picture, everything);
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escapeXml(source.name)}</title>`,
    `<desc>${escapeXml(`Sekisho, revision ${revision}, ${at.toISOString()}`)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${escapeXml(picture.palette.canvas)}"/>`,
    pen.elements(),
    "</svg>",
    "",
  ].join("\n");
}

/** An export is looked at in any size: no text is left out. */
const everything = { detail: { pills: true, seconds: true, names: true }, opened: null, within: null };

/** Browsers refuse larger canvases. */
const mostPixels = 16_384;

/** The same picture in pixels, two for each px unless that is more than a canvas can hold. @throws Error when it cannot be made */
export async function toPng(picture: Picture): Promise<Blob> {
  const { x, y, width, height } = frameOf(picture);
  const scale = Math.min(2, mostPixels / width, mostPixels / height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("This browser gives no canvas.");
  pen.fillStyle = picture.palette.canvas;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(scale, scale);
  pen.translate(width / 2 - x, height / 2 - y);
  paintPicture(pen, picture, everything);
  return new Promise((done, failed) => {
    canvas.toBlob(
      (blob) => (blob === null ? failed(new Error("The picture is too large.")) : done(blob)),
      "image/png",
    );
  });
}

/** What is drawn, as data: nodes and edges with their verdicts, where they stand, and what was asked for. */
export function toJson({ drawing, scene }: Picture, { source, revision, view, at }: About): string {
  const { view: _, edge, node, legend: __, ...filters } = view;
  const positions: Positions = Object.fromEntries(
    scene.nodes.map(({ look, box }) => [look.id, { x: Math.round(box.x), y: Math.round(box.y) }]),
  );
  const placed = <T extends { readonly id: string }>(one: T) => ({
    ...one,
    position: positions[one.id] ?? null,
  });
  const shown = ({ id }: { readonly id: string }): boolean => !drawing.hidden.has(id);
  const content = {
    format: "sekisho.graph/1",
    exportedAt: at.toISOString(),
    revision,
    source,
    filters,
    opened: edge ?? node,
    namespaces: drawing.namespaces,
    nodes: drawing.nodes.filter(shown).map(placed),
    folded: drawing.folded.filter(shown).map(({ members, inside, ...rest }) => ({
      ...placed(rest),
      members: members.map(({ id }) => id),
      inside,
    })),
    edges: drawing.edges.filter(({ rolled }) => rolled === undefined),
    rolledUp: drawing.edges.flatMap(({ id, client, server, rolled }) =>
      rolled === undefined ? [] : [{ id, client, server, counts: rolled.counts, edges: rolled.members }],
    ),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
