import type { ChangeChoices } from "../../server/contract/change.ts";
import type { Json, YamlEdit } from "./yaml-value.ts";

/** What every form gets: the object as its YAML says it, as it is saved, and how to change it. */
export interface FormProps {
  readonly object: Json;
  /** null for a new object. */
  readonly saved: Json | null;
  readonly namespace: string;
  readonly choices: ChangeChoices;
  readonly edit: (edit: YamlEdit) => void;
}

/** Gives a field its value; undefined takes it out. */
export const setPart = (path: YamlEdit["path"], value: Json | undefined): YamlEdit =>
  value === undefined ? { kind: "delete", path } : { kind: "set", path, value };

/** The same for a field of a form: one that is emptied is taken out. */
export const setOrDelete = (path: YamlEdit["path"], value: Json | undefined): YamlEdit =>
  setPart(path, value === "" ? undefined : value);
