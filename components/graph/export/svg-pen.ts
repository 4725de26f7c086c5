import type { Point } from "../layout/geometry.ts";
import type { Pen } from "../pen.ts";

interface State {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly look: Look;
}

type Look = Pick<
  Pen,
  "globalAlpha" | "fillStyle" | "strokeStyle" | "lineWidth" | "lineCap" | "lineJoin" | "font" | "textAlign"
> & { readonly dash: readonly number[] };

/** Text that may stand in XML: names come from a cluster and may hold anything, also what XML forbids. */
export const escapeXml = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML has no spelling for
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .toWellFormed()
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const round = (value: number): string => String(Math.round(value * 100) / 100);

/** A pen that writes SVG: what our painters draw becomes paths and texts, with coordinates as they come. */
export class SvgPen implements Pen {
  globalAlpha = 1;
  fillStyle: Pen["fillStyle"] = "#000";
  strokeStyle: Pen["strokeStyle"] = "#000";
  lineWidth = 1;
  lineCap: CanvasLineCap = "butt";
  lineJoin: CanvasLineJoin = "miter";
  font = "12px sans-serif";
  textAlign: CanvasTextAlign = "left";
  textBaseline: CanvasTextBaseline = "middle";
  readonly #elements: string[] = [];
  readonly #saved: State[] = [];
  #path = "";
  #dash: readonly number[] = [];
  #x = 0;
  #y = 0;
  #scale = 1;

  /** The elements drawn so far, one a line. */
  elements(): string {
    return this.#elements.join("\n");
  }

  save(): void {
    const { globalAlpha, fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, font, textAlign } = this;
    this.#saved.push({
      x: this.#x,
      y: this.#y,
      scale: this.#scale,
      look: {
        globalAlpha,
        fillStyle,
        strokeStyle,
        lineWidth,
        lineCap,
        lineJoin,
        font,
        textAlign,
        dash: this.#dash,
      },
    });
  }

  restore(): void {
    const state = this.#saved.pop();
    if (state === undefined) return;
    const { dash, ...look } = state.look;
    Object.assign(this, look);
    this.#dash = dash;
    this.#x = state.x;
    this.#y = state.y;
    this.#scale = state.scale;
  }

  translate(x: number, y: number): void {
    this.#x += x * this.#scale;
    this.#y += y * this.#scale;
  }

  /** Both axes alike: none of our painters stretches. */
  scale(by: number): void {
    this.#scale *= by;
  }

  setLineDash(dash: Iterable<number>): void {
    this.#dash = [...dash];
  }

  beginPath(): void {
    this.#path = "";
  }

  closePath(): void {
    this.#path += "Z";
  }

  moveTo(x: number, y: number): void {
    this.#path += `M${this.#at({ x, y })}`;
  }

  lineTo(x: number, y: number): void {
    this.#path += `L${this.#at({ x, y })}`;
  }

  quadraticCurveTo(controlX: number, controlY: number, x: number, y: number): void {
    this.#path += `Q${this.#at({ x: controlX, y: controlY })} ${this.#at({ x, y })}`;
  }

  arc(x: number, y: number, radius: number, from: number, to: number): void {
    const point = (angle: number): string =>
      this.#at({ x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) });
    const r = round(radius * this.#scale);
    const turn = Math.min(to - from, 2 * Math.PI);
    const middle = point(from + turn / 2);
    // In two halves: one arc cannot say a whole circle.
    this.#path += `M${point(from)}A${r} ${r} 0 0 1 ${middle}A${r} ${r} 0 0 1 ${point(from + turn)}`;
  }

  roundRect(x: number, y: number, width: number, height: number, radii?: unknown): void {
    const wanted = typeof radii === "number" ? radii : 0;
    const r = Math.min(wanted, width / 2, height / 2);
    const corner = (toX: number, toY: number): string =>
      `A${round(r * this.#scale)} ${round(r * this.#scale)} 0 0 1 ${this.#at({ x: toX, y: toY })}`;
    const [right, bottom] = [x + width, y + height];
    this.#path +=
      `M${this.#at({ x: x + r, y })}L${this.#at({ x: right - r, y })}${corner(right, y + r)}` +
      `L${this.#at({ x: right, y: bottom - r })}${corner(right - r, bottom)}` +
      `L${this.#at({ x: x + r, y: bottom })}${corner(x, bottom - r)}L${this.#at({ x, y: y + r })}${corner(x + r, y)}Z`;
  }

  fill(): void {
    if (this.#path !== "") this.#add(`<path d="${this.#path}"${this.#filled()}/>`);
  }

  stroke(): void {
    if (this.#path !== "") this.#add(`<path d="${this.#path}"${this.#stroked(this.#scale)}/>`);
  }

  drawPath(data: string, how: "fill" | "stroke"): void {
    const place = `transform="translate(${round(this.#x)} ${round(this.#y)}) scale(${round(this.#scale)})"`;
    const look = how === "fill" ? `${this.#filled()} fill-rule="evenodd"` : this.#stroked(1);
    this.#add(`<path d="${escapeXml(data)}" ${place}${look}/>`);
  }

  fillText(text: string, x: number, y: number): void {
    const [, weight = "400", size = "12", family = "sans-serif"] =
      /^(\d+)?\s*([\d.]+)px\s+(.*)$/.exec(this.font) ?? [];
    const anchor = this.textAlign === "center" ? ' text-anchor="middle"' : "";
    // Viewers differ in what the middle of a line is; a third of the letters' height is the same in all.
    const middle = this.textBaseline === "middle" ? Number(size) * 0.35 : 0;
    const at = { x: this.#x + x * this.#scale, y: this.#y + (y + middle) * this.#scale };
    this.#add(
      `<text x="${round(at.x)}" y="${round(at.y)}" font-family="${escapeXml(family)}" font-size="${round(Number(size) * this.#scale)}"` +
        ` font-weight="${weight}"${anchor}${this.#filled()}>${escapeXml(text)}</text>`,
    );
  }

  #at({ x, y }: Point): string {
    return `${round(this.#x + x * this.#scale)} ${round(this.#y + y * this.#scale)}`;
  }

  #add(element: string): void {
    this.#elements.push(element);
  }

  #filled(): string {
    return ` fill="${escapeXml(String(this.fillStyle))}"${this.#opacity()}`;
  }

  #stroked(scale: number): string {
    const cap = this.lineCap === "butt" ? "" : ` stroke-linecap="${this.lineCap}"`;
    const join = this.lineJoin === "miter" ? "" : ` stroke-linejoin="${this.lineJoin}"`;
    const dash =
      this.#dash.length === 0
        ? ""
        : ` stroke-dasharray="${this.#dash.map((part) => round(part * scale)).join(" ")}"`;
    const width = ` stroke-width="${round(this.lineWidth * scale)}"`;
    return ` fill="none" stroke="${escapeXml(String(this.strokeStyle))}"${width}${cap}${join}${dash}${this.#opacity()}`;
  }

  #opacity(): string {
    return this.globalAlpha === 1 ? "" : ` opacity="${round(this.globalAlpha)}"`;
  }
}
