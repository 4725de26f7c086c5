import type { CertificateTrust, ProxyTrust, RootBundle, TrustRoot } from "../contract/certificate-trust.ts";
import type { MeshIdentity } from "./evidence.ts";
import { isoTime, someOf, word } from "./issue.ts";
import { type brokenPairs, whoOf } from "./proxy-trust.ts";

type Stage = CertificateTrust["stage"];

interface Situation {
  /** Those whose roots are known. */
  readonly proxies: readonly ProxyTrust[];
  readonly roots: readonly TrustRoot[];
  readonly bundles: readonly RootBundle[];
  readonly broken: ReturnType<typeof brokenPairs>;
  readonly seen: number;
  readonly all: number;
  readonly nowSeconds: number;
  readonly mesh: MeshIdentity;
}

const nothing = { number: null, from: null, to: null, stop: null, expectedBy: null } as const;

/**
 * Where a change of the root stands, the next step that is safe, and the one that would break calls now. What was not seen is never taken for fine:
 * then the step that takes trust away has a stop sign.
 */
export function stageOf(situation: Situation): Stage {
  const { proxies, roots, bundles, broken, seen, all, mesh } = situation;
  if (proxies.length === 0)
    return { ...nothing, stage: "unknown", text: word("stageUnknown"), next: word("nextUnknown") };
  const trusted = new Set(proxies.flatMap(({ trusts }) => trusts));
  const signers = new Set(proxies.flatMap(({ signedBy }) => signedBy ?? []));
  const given = bundles.find((b) => b.namespace === mesh.istiodNamespace || b.kind === "ClusterTrustBundle");
  const inUse = roots.filter(
    ({ id }) => trusted.has(id) || signers.has(id) || (given?.roots.includes(id) ?? false),
  );
  const [from] = inUse;
  const to = inUse.at(-1);
  const count = (is: (p: ProxyTrust) => boolean) => new Set(proxies.filter(is).map((p) => p.proxy)).size;
  const of = String(seen);
  if (broken.count > 0) {
    const names = someOf([...broken.byWorkload].toSorted(([, a], [, b]) => b - a).map(([id]) => id));
    const values = { count: String(broken.count), names };
    return {
      ...nothing,
      from: from?.id ?? null,
      to: to === from ? null : (to?.id ?? null),
      stage: "broken",
      text: word("stageBroken", values),
      next: word("nextBroken", values),
      stop: {
        title: word("stopBroken"),
        text: word("stopBrokenText", values),
        workloads: [...broken.byWorkload.keys()],
        pairs: broken.count,
      },
    };
  }
  const unseen: Stage["stop"] =
    all > seen
      ? {
          title: word("stopUnseen"),
          text: word("stopUnseenText", { count: String(all - seen), of: String(all) }),
          workloads: [],
          pairs: 0,
        }
      : null;
  if (from === undefined || to === undefined || from === to) return settled(situation, to ?? null);
  const ends = { from: from.id, to: to.id };
  const values = { from: nameOf(from), to: nameOf(to), of };
  const lacking = proxies.filter(({ trusts }) => !trusts.includes(to.id));
  if (lacking.length > 0) {
    const names = someOf(unique(lacking.map(whoOf)));
    const having = count(({ trusts }) => trusts.includes(to.id));
    return {
      ...ends,
      stage: "distributing",
      number: 1,
      text: word("stageDistributing", { ...values, count: String(having) }),
      next: word("nextDistributing", { names }),
      stop: refusedBy(lacking, proxies, "stopSwitch", "stopSwitchText", values),
      expectedBy: lastRotation(lacking, situation.nowSeconds),
    };
  }
  const ofNew = count(({ signedBy }) => signedBy === to.id);
  const ofOld = proxies.filter(({ signedBy }) => signedBy === from.id);
  if (ofNew === 0)
    return {
      ...ends,
      stage: "trustedEverywhere",
      number: 2,
      text: word("stageTrustedEverywhere", values),
      next: unseen === null ? word("nextTrustedEverywhere", values) : word("nextUnknown"),
      // Nobody may take the old one away, and as long as not all were seen nobody may switch either.
      stop: unseen ?? refusedBy(ofOld, proxies, "stopRemove", "stopRemoveText", values),
      expectedBy: null,
    };
  if (ofOld.length > 0)
    return {
      ...ends,
      stage: "switching",
      number: 3,
      text: word("stageSwitching", { ...values, count: String(ofNew) }),
      next: word("nextSwitching", { ...values, names: someOf(unique(ofOld.map(whoOf))) }),
      stop: refusedBy(ofOld, proxies, "stopRemove", "stopRemoveText", values),
      expectedBy: lastRotation(ofOld, situation.nowSeconds),
    };
  return {
    ...ends,
    stage: "switched",
    number: 4,
    text: word("stageSwitched", values),
    next: unseen === null ? word("nextSwitched", values) : word("nextUnknown"),
    stop: unseen,
    expectedBy: null,
  };
}

/** One root in use: nothing was begun, or a change is over but for bundles that nobody cleaned. */
function settled({ roots, bundles }: Situation, root: TrustRoot | null): Stage {
  const left = roots.filter(({ id, trustedBy, signs }) => id !== root?.id && trustedBy === 0 && signs === 0);
  const older = left.find((r) => root !== null && r.notBefore < root.notBefore);
  const holding = bundles.filter((b) => older !== undefined && b.roots.includes(older.id));
  if (root === null || older === undefined || holding.length === 0)
    return {
      ...nothing,
      stage: "steady",
      number: 0,
      text: word("stageSteady"),
      next: word("nextSteady"),
    };
  const values = { from: nameOf(older), to: nameOf(root), count: String(holding.length) };
  return {
    ...nothing,
    stage: "done",
    number: 5,
    from: older.id,
    to: root.id,
    text: word("stageDone", values),
    next: word("nextDone", values),
  };
}

/** What a step would break: these workloads with all the others. */
function refusedBy(
  some: readonly ProxyTrust[],
  all: readonly ProxyTrust[],
  title: "stopSwitch" | "stopRemove",
  text: "stopSwitchText" | "stopRemoveText",
  values: Readonly<Record<string, string>>,
): Stage["stop"] {
  const workloads = unique(some.map(whoOf));
  const others = unique(all.map(whoOf)).length - workloads.length;
  // Taking the root away from all of them breaks them among each other.
  const pairs =
    title === "stopRemove" || others === 0
      ? workloads.length * others + (workloads.length * (workloads.length - 1)) / 2
      : workloads.length * others;
  return {
    title: word(title, values),
    text: word(text, { ...values, names: someOf(workloads), count: String(pairs), of: String(others) }),
    workloads,
    pairs,
  };
}

/** When the last of them will have renewed by itself; null when one is overdue, or nobody knows. */
function lastRotation(proxies: readonly ProxyTrust[], nowSeconds: number): string | null {
  const times = proxies.map(({ nextRotation }) =>
    nextRotation === null ? Number.NaN : Date.parse(nextRotation) / 1000,
  );
  return times.every((t) => t > nowSeconds) ? isoTime(Math.max(...times)) : null;
}

const nameOf = ({ letter, name }: TrustRoot): string => `${letter} (${name})`;
const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
