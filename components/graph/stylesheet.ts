import type { ColourFamily, EndMark } from "../look/outcome.ts";
import { measures } from "./layout/problem.ts";
import { blend, type Palette } from "./palette.ts";
import { fonts } from "./text-width.ts";

/** One rule of the canvas; values as cytoscape writes them. */
export interface Rule {
  readonly selector: string;
  readonly style: Readonly<Record<string, string | number | readonly number[]>>;
}

/** Where a refused line breaks, as a share of its way; past it the line is pale, which tells the direction. */
export const crossAt = 0.57;

/** Opacity of what stays in the background of a large picture. */
export const paleOpacity = 0.14;

/** Opacity of a node behind: its name can still be read. */
export const paleNodeOpacity = 0.4;

const colourFamilies: readonly ColourFamily[] = ["allowed", "denied", "depends", "unknown", "disagrees"];

const arrows = {
  triangle: "triangle",
  tee: "tee",
  diamond: "diamond",
  circle: "circle",
  cross: "none",
  stacked: "none",
} satisfies Record<EndMark, string>;

const family = fonts.name.slice(fonts.name.indexOf('"'));

/** All rules of the canvas for one theme. Locks, crosses, chips and second lines are the overlay's. */
export function stylesheet(palette: Palette): Rule[] {
  return [...nodeRules(palette), ...edgeRules(palette), ...stateRules(palette)];
}

function nodeRules(palette: Palette): Rule[] {
  return [
    {
      selector: "node.namespace",
      style: {
        shape: "round-rectangle",
        "corner-radius": 12,
        "background-color": palette.box,
        "border-width": 1,
        "border-color": palette.boxBorder,
        padding: measures.boxPadding,
        "compound-sizing-wrt-labels": "exclude",
        "min-height-bias-top": "100%",
        "min-height-bias-bottom": "0%",
        events: "no",
      },
    },
    {
      selector: "node.node",
      style: {
        shape: "round-rectangle",
        "corner-radius": 6,
        width: "data(width)",
        height: "data(height)",
        "background-color": palette.node,
        "border-width": 1.1,
        "border-color": palette.nodeBorder,
        label: "data(name)",
        color: palette.text,
        "font-family": family,
        "font-size": 12,
        "font-weight": 600,
        "text-halign": "center",
        "text-valign": "center",
        "text-margin-x": "data(shift)",
        "min-zoomed-font-size": 6,
      },
    },
    {
      selector: "node.folded",
      style: { "corner-radius": 12, "background-color": palette.box, "border-width": 1.4, label: "" },
    },
    { selector: "node.twoLines", style: { "text-margin-y": -7.5 } },
    { selector: "node.pale", style: { opacity: paleNodeOpacity } },
    { selector: "node.noProxy", style: { "border-style": "dashed", "border-dash-pattern": [4, 3] } },
    { selector: "node.gateway", style: { shape: "round-tag", "corner-radius": 5 } },
    { selector: "node.outside, node.external", style: { shape: "cut-rectangle", "corner-radius": 9 } },
  ];
}

function edgeRules(palette: Palette): Rule[] {
  return [
    {
      selector: "edge",
      style: {
        width: "data(width)",
        "curve-style": "straight",
        "arrow-scale": 1.1,
        "target-distance-from-node": 2,
        "line-cap": "butt",
      },
    },
    ...colourFamilies.map((name) => ({
      selector: `edge.colour-${name}`,
      style: { "line-color": palette.line[name], "target-arrow-color": palette.line[name] },
    })),
    ...(Object.entries(arrows) as [EndMark, string][]).map(([mark, shape]) => ({
      selector: `edge.mark-${mark}`,
      style: { "target-arrow-shape": shape },
    })),
    { selector: "edge.mark-circle", style: { "target-arrow-fill": "hollow" } },
    { selector: "edge.line-dashed", style: { "line-style": "dashed", "line-dash-pattern": "data(dash)" } },
    {
      selector: "edge.line-dotted",
      style: { "line-style": "dashed", "line-cap": "round", "line-dash-pattern": "data(dash)" },
    },
    ...colourFamilies.map((name) => ({
      selector: `edge.line-double.colour-${name}`,
      style: {
        "line-color": palette.canvas,
        width: 2,
        "line-outline-width": 1.3,
        "line-outline-color": palette.line[name],
      },
    })),
    {
      selector: "edge.mark-cross",
      style: {
        "line-fill": "linear-gradient",
        "line-gradient-stop-colors": [0, 1]
          .flatMap((past) => {
            const colour =
              past === 0 ? palette.line.denied : blend(palette.line.denied, palette.canvas, 0.45);
            return [colour, colour];
          })
          .join(" "),
        "line-gradient-stop-positions": `0% ${crossAt * 100}% ${crossAt * 100}% 100%`,
      },
    },
    { selector: "edge.mark-cross.line-solid", style: { "line-style": "solid" } },
    // Two stacked lines stand for endpoints that differ: the overlay draws them, this one only takes the pointer.
    { selector: "edge.mark-stacked", style: { "line-opacity": 0, width: 9 } },
    { selector: "edge.faint", style: { opacity: 0.6 } },
    // Of a large graph the overlay paints all; cytoscape takes the pointer.
    { selector: "node.bare", style: { opacity: 0, label: "" } },
    { selector: "edge.pale", style: { opacity: paleOpacity } },
    { selector: "edge.raised", style: { opacity: 1, "z-index": 8 } },
    {
      selector: "edge.curved",
      style: {
        "curve-style": "unbundled-bezier",
        "edge-distances": "endpoints",
        "control-point-distances": "data(bend)",
        "control-point-weights": "data(bendAt)",
      },
    },
    {
      selector: "edge.routed",
      style: { "source-endpoint": "data(fromEnd)", "target-endpoint": "data(toEnd)" },
    },
  ];
}

function stateRules(palette: Palette): Rule[] {
  const halo = {
    "underlay-color": palette.link,
    "underlay-opacity": palette.haloOpacity,
    "underlay-padding": 8,
  };
  return [
    { selector: ".hidden", style: { display: "none" } },
    {
      selector: "edge.asked",
      style: { ...halo, "underlay-padding": 5, "underlay-opacity": palette.haloOpacity * 0.6 },
    },
    { selector: "edge.selected", style: { ...halo, opacity: 1, "z-index": 10 } },
    {
      selector: "node.node.selected, node.node.end",
      style: { "border-width": 2, "border-color": palette.link },
    },
    { selector: "node:active, edge:active", style: { "overlay-opacity": 0 } },
    { selector: "core", style: { "active-bg-opacity": 0 } },
  ];
}
