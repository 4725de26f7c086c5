import type { PolicyName } from "../policy-writer.ts";
import type { ObjectPlace } from "../source.ts";

/**
 * The file for an object that none has yet: as the folder names its policies, where it does so by a rule, else
 * `manifests/<namespace>/<kind>-<name>.yaml`.
 * @param places every object of the folder; `file` below the folder
 * @param taken names of files that are there
 */
export function newFileName(
  of: PolicyName,
  places: readonly ObjectPlace[],
  kinds: readonly string[],
  taken: ReadonlySet<string>,
): string {
  const pattern = patternOf(places, kinds) ?? "manifests/{namespace}/{kind}-{name}.yaml";
  const name = pattern
    .replaceAll("{namespace}", of.namespace)
    .replaceAll("{kind}", of.kind.toLowerCase())
    .replaceAll("{name}", of.name);
  if (!taken.has(name)) return name;
  for (let i = 2; ; i++) {
    const next = name.replace(/(\.\w+)$/, `-${i}$1`);
    if (!taken.has(next)) return next;
  }
}

/** What two policies with a file of their own tell by their names, when most of them tell the same. */
function patternOf(places: readonly ObjectPlace[], kinds: readonly string[]): string | null {
  const inFile = new Map<string, number>();
  for (const { file } of places) inFile.set(file, (inFile.get(file) ?? 0) + 1);
  const alone = places.filter(({ kind, file }) => kinds.includes(kind) && inFile.get(file) === 1);
  const votes = new Map<string, number>();
  for (const place of alone) {
    const pattern = generalised(place);
    if (pattern !== null) votes.set(pattern, (votes.get(pattern) ?? 0) + 1);
  }
  const [best] = [...votes].toSorted(([, a], [, b]) => b - a);
  return best !== undefined && best[1] >= 2 && best[1] * 2 > alone.length ? best[0] : null;
}

/** A file's name with `{namespace}`, `{kind}` and `{name}` in it; null when it does not tell kind and name. */
function generalised({ file, kind, namespace, name }: ObjectPlace): string | null {
  const slash = file.lastIndexOf("/") + 1;
  const [folders, base] = [file.slice(0, slash), file.slice(slash)];
  const word = (text: string) => new RegExp(`(?<![a-z0-9])${text.replaceAll(".", "\\.")}(?![a-z0-9])`);
  const put = (text: string) =>
    text
      .replace(word(name), "\0name\0")
      .replace(word(kind.toLowerCase()), "\0kind\0")
      .replace(word(namespace), "\0namespace\0");
  const whole =
    folders
      .split("/")
      .map((part) => (part === namespace ? "\0namespace\0" : part === kind.toLowerCase() ? "\0kind\0" : part))
      .join("/") + put(base);
  // Without all three, two objects could get one name.
  const tells = ["name", "kind", "namespace"].every((part) => whole.includes(`\0${part}\0`));
  return tells ? whole.replaceAll(/\0(\w+)\0/g, "{$1}") : null;
}
