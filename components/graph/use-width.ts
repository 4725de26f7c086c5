"use client";
import { type KeyboardEvent, type PointerEvent, useState } from "react";

/** Width in px of a panel at the right whose left edge is dragged, or moved by arrow keys. */
export function useWidth(initial: number, least: number, most: number) {
  const [width, setWidth] = useState(initial);
  const set = (next: number) => setWidth(Math.round(Math.min(most, Math.max(least, next))));
  const handle = {
    onPointerDown: (event: PointerEvent<HTMLElement>) =>
      event.currentTarget.setPointerCapture(event.pointerId),
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) set(window.innerWidth - event.clientX);
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const step = { ArrowLeft: 16, ArrowRight: -16 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      set(width + step);
    },
  };
  return [width, handle] as const;
}
