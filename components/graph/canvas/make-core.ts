import cytoscape from "cytoscape";
import { zooms } from "./core.ts";

/** The only place that loads cytoscape itself: a large part of the page's code, so it is fetched by itself. */
export const makeCore = (container: HTMLElement, large: boolean): cytoscape.Core =>
  cytoscape({
    container,
    minZoom: zooms.least,
    maxZoom: zooms.most,
    boxSelectionEnabled: false,
    autounselectify: true,
    ...(large ? { pixelRatio: 1 } : {}),
    layout: { name: "preset" },
  });
