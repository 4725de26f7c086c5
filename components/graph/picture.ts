import type { Drawing } from "./fold.ts";
import type { Palette } from "./palette.ts";
import type { Route } from "./routes.ts";
import type { Scene } from "./scene.ts";

/** Everything that is drawn, from where it stands: what an export is made of. */
export interface Picture {
  readonly drawing: Drawing;
  readonly scene: Scene;
  readonly ways: ReadonlyMap<string, Route>;
  readonly palette: Palette;
}
