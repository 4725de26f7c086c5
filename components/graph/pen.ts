/** The part of a 2D context that our painters use: a canvas has it, and so has the pen that writes SVG. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | "save"
  | "restore"
  | "translate"
  | "scale"
  | "globalAlpha"
  | "fillStyle"
  | "strokeStyle"
  | "lineWidth"
  | "lineCap"
  | "lineJoin"
  | "setLineDash"
  | "beginPath"
  | "closePath"
  | "moveTo"
  | "lineTo"
  | "quadraticCurveTo"
  | "arc"
  | "roundRect"
  | "font"
  | "textAlign"
  | "textBaseline"
  | "fillText"
> & {
  fill(): void;
  stroke(): void;
  /** Path data (SVG) drawn at once; a canvas makes a Path2D of it. */
  readonly drawPath?: (data: string, how: "fill" | "stroke") => void;
};
