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

/** Takes a field out when nothing is left in it. */
export const setOrDelete = (path: YamlEdit["path"], value: Json | undefined): YamlEdit =>
  value === undefined || value === "" ? { kind: "delete", path } : { kind: "set", path, value };
