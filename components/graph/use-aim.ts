"use client";
import { useEffect, useState } from "react";
import type { Size } from "./fit.ts";

/** Masthead, toolbar, strip and, where there are problems, their line; navigation at the left. */
const chrome = { width: 168, height: 148 };
const step = 40;

/** Coarse, so that a window of nearly the same size gets the same picture. */
const aimNow = (): Size => ({
  width: Math.max(640, Math.floor((window.innerWidth - chrome.width) / step) * step),
  height: Math.max(400, Math.floor((window.innerHeight - chrome.height - 32) / step) * step),
});

/** Size that the layout should fill: the canvas as it is without a drawer. */
export function useAim(): Size {
  const [aim, setAim] = useState<Size>({ width: 1240, height: 680 });
  useEffect(() => setAim(aimNow()), []);
  return aim;
}
