import type { RootBundle } from "../contract/certificate-trust.ts";
import { say } from "../contract/text.ts";
import { nameOf } from "./certificate-name.ts";
import type { CertificateFacts } from "./facts.ts";
import { someOf, word } from "./issue.ts";
import type { PemContent } from "./pem.ts";

/**
 * Namespaces in which Istio writes no root ConfigMap.
 * @source istio pilot/pkg/serviceregistry/kube/controller/namespacecontroller
 */
const withoutRoots: ReadonlySet<string> = new Set(["kube-public", "kube-node-lease", "local-path-storage"]);

/** The roots that each namespace is given, compared with those of the control plane's namespace. Order and white space do not matter. */
export function rootBundles({ evidence, bundles, trustBundles }: CertificateFacts): readonly RootBundle[] {
  const { istiodNamespace, rootConfigMap } = evidence.mesh;
  const reference = referenceOf(bundles);
  const own = bundles.find(({ of }) => of.namespace === istiodNamespace);
  const right = own === undefined || own.content.certificates.length === 0 ? reference : setOf(own.content);
  const other = own === undefined ? say("certificateWord.caUnknown") : istiodNamespace;
  const found = bundles.map(({ of, content }): RootBundle => {
    const base = {
      namespace: of.namespace,
      kind: "ConfigMap",
      name: of.name,
      roots: [...new Set(content.certificates.map((c) => c.keySha256))],
    } as const;
    if (content.certificates.length === 0)
      return {
        ...base,
        state: "unreadable",
        text: word("bundleUnreadable"),
        cure: say("certificateCure.unreadableBlock"),
      };
    return setOf(content) === right
      ? { ...base, state: "same", text: null, cure: null }
      : {
          ...base,
          state: "other",
          text: word("bundleOther", { other, names: someOf(content.certificates.map(nameOf)) }),
          cure: say("certificateCure.rootBundleStale"),
        };
  });
  const has = new Set(bundles.map(({ of }) => of.namespace));
  const wanted = new Set(
    evidence.workloads
      .filter(({ proxy }) => proxy === "sidecar" || proxy === "gateway")
      .map((w) => w.namespace),
  );
  // Where none at all is known nothing is missing: they were not read, or trust bundles take their place.
  const missing = [...wanted].filter(
    (namespace) =>
      has.size > 1 &&
      trustBundles.length === 0 &&
      !has.has(namespace) &&
      !withoutRoots.has(namespace) &&
      !evidence.namespacesWithoutRoots.includes(namespace),
  );
  return [
    ...found,
    ...missing.map(
      (namespace): RootBundle => ({
        namespace,
        kind: "ConfigMap",
        name: rootConfigMap,
        state: "missing",
        roots: [],
        text: word("bundleMissing"),
        cure: say("certificateCure.rootBundleMissing"),
      }),
    ),
    ...trustBundles.map(
      ({ of, content }): RootBundle => ({
        namespace: "",
        kind: "ClusterTrustBundle",
        name: of.name,
        state: content.certificates.length === 0 ? "unreadable" : "same",
        roots: [...new Set(content.certificates.map((c) => c.keySha256))],
        text: content.certificates.length === 0 ? word("bundleUnreadable") : null,
        cure: content.certificates.length === 0 ? say("certificateCure.unreadableBlock") : null,
      }),
    ),
  ].toSorted((a, b) => rank[a.state] - rank[b.state] || (a.namespace < b.namespace ? -1 : 1));
}

const rank = { missing: 0, unreadable: 1, other: 2, same: 3 } as const;

/** What most namespaces have, for a mesh whose control plane's own is not known. */
function referenceOf(bundles: CertificateFacts["bundles"]): string {
  const sets = Map.groupBy(
    bundles.filter(({ content }) => content.certificates.length > 0),
    ({ content }) => setOf(content),
  );
  return [...sets].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? "";
}

const setOf = ({ certificates }: PemContent): string =>
  [...new Set(certificates.map((c) => c.sha256))].toSorted().join(" ");
