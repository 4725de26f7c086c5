import { ask, palette } from "./ask.ts";
import { certificates } from "./certificates.ts";
import { change } from "./change.ts";
import { changeSet } from "./change-set.ts";
import { common } from "./common.ts";
import { exporting } from "./exporting.ts";
import { find } from "./find.ts";
import { findings } from "./findings.ts";
import { focus } from "./focus.ts";
import { fold } from "./fold.ts";
import { graph } from "./graph.ts";
import { help } from "./help.ts";
import { inPreview } from "./in-preview.ts";
import { matrix } from "./matrix.ts";
import { mesh } from "./mesh.ts";
import { policies } from "./policies.ts";
import { push } from "./push.ts";
import { source } from "./source.ts";
import { starts } from "./starts.ts";
import { story } from "./story.ts";

/**
 * Every English sentence of the page that is not data. Sentences about verdicts come from the server
 * (server/contract/reasons.ts), not from here.
 */
export const en = {
  ask,
  certificates,
  change,
  changeSet,
  palette,
  ...common,
  focus,
  fold,
  ...graph,
  find,
  ...findings,
  help,
  inPreview,
  matrix,
  mesh,
  ...policies,
  push,
  source,
  story,
  starts,
  exporting,
} as const;
