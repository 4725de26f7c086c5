import { type GlyphName, type GlyphPath, glyphs } from "./glyphs.ts";

/** One of our own glyphs as an inline picture in the colour of the text around it; words beside it say the same. */
export function Glyph({ name, size = 12 }: { name: GlyphName; size?: number }) {
  const glyph: GlyphPath = glyphs[name];
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true" style={{ flex: "none" }}>
      {glyph.fill !== "" && <path d={glyph.fill} fill="currentColor" fillRule="evenodd" />}
      {glyph.stroke !== "" && (
        <path d={glyph.stroke} fill="none" stroke="currentColor" strokeWidth={1.2} strokeLinejoin="round" />
      )}
    </svg>
  );
}
