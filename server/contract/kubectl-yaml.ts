import type { Tags } from "yaml";
import { readYamlNumber } from "./yaml-number.ts";

// kubectl's reader is YAML 1.1 for booleans, octal numbers and merges, but has its own numbers and leaves times as texts.
const replaced = new Set(["int", "float", "timestamp"].map((name) => `tag:yaml.org,2002:${name}`));
const numberTag = {
  default: true,
  test: /^[-+.\d]/,
  resolve: (text: string) => readYamlNumber(text) ?? text,
} as const;
/** For `customTags` of the yaml library, version 1.1: what kubectl makes of scalars without quotes. */
export const kubectlTags = (tags: Tags): Tags => [
  ...tags.filter((tag) => typeof tag === "string" || !replaced.has(tag.tag)),
  { ...numberTag, tag: "tag:yaml.org,2002:float" },
  { ...numberTag, tag: "tag:yaml.org,2002:int" },
];
