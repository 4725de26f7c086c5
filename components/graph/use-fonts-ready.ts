"use client";
import { useEffect, useState } from "react";
import { fonts, forgetWidths } from "./text-width.ts";

/** True once the web fonts are there, so that measured and painted widths agree; also when they fail to come. */
export function useFontsReady(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let gone = false;
    const done = () => {
      if (gone) return;
      forgetWidths();
      setReady(true);
    };
    Promise.all(Object.values(fonts).map((font) => document.fonts.load(font))).then(done, done);
    return () => {
      gone = true;
    };
  }, []);
  return ready;
}
