import type { CertificateIssue } from "../contract/certificates.ts";
import { nameOf } from "./certificate-name.ts";
import { readCrl } from "./der.ts";
import type { CertificateFacts } from "./facts.ts";
import { issue, moment, someOf, word } from "./issue.ts";
import { rootBundles } from "./root-bundles.ts";

/** Seconds by which the ends that two replicas tell may differ. */
const same = 120;

/** What is wrong with the mesh rather than with one certificate. */
export function meshIssues(facts: CertificateFacts, now: number): readonly CertificateIssue[] {
  return [
    ...crlIssues(facts, now),
    ...bundleIssues(facts),
    ...facts.evidence.istiods.flatMap(istiodIssues),
    ...upstreamIssues(facts),
  ];
}

/** With a list of revoked certificates Envoy wants a fresh one for every authority of a chain, or it refuses all. */
function crlIssues({ bundles, authorities }: CertificateFacts, now: number): readonly CertificateIssue[] {
  const ofMesh = [...authorities.values()].filter((one) => one.ofMesh).map(({ certificate }) => certificate);
  return bundles.flatMap(({ of: { namespace, crl } }) => {
    const lists = crl === null ? [] : crlsIn(crl);
    if (lists.length === 0) return [];
    const due = lists.flatMap(({ nextUpdate }) => nextUpdate ?? []).toSorted((a, b) => a - b)[0];
    const covered = new Set(lists.map(({ issuerHex }) => issuerHex));
    const lacking = ofMesh.find(({ subjectHex }) => !covered.has(subjectHex));
    return [
      ...(due !== undefined && due <= now ? [issue("crlStale", { namespace, when: moment(due) })] : []),
      ...(lacking === undefined ? [] : [issue("crlMissing", { namespace, issuer: nameOf(lacking) })]),
    ];
  });
}

const crlsIn = (pem: string) =>
  [...pem.matchAll(/-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]*)-----END X509 CRL-----/g)].flatMap(
    ([, body = ""]) => readCrl(Buffer.from(body, "base64")) ?? [],
  );

function bundleIssues(facts: CertificateFacts): readonly CertificateIssue[] {
  const other = facts.evidence.mesh.istiodNamespace;
  return rootBundles(facts).flatMap(({ namespace, name, state }) => {
    const command = `kubectl delete configmap ${name} -n ${namespace}`;
    if (state === "other") return [issue("rootBundleStale", { namespace, other }, { command })];
    return state === "missing"
      ? [issue("rootBundleMissing", { namespace, name }, { consequence: word("noPods") })]
      : [];
  });
}

function istiodIssues({
  namespace,
  name,
  replicas,
}: CertificateFacts["evidence"]["istiods"][number]): readonly CertificateIssue[] {
  const issues: CertificateIssue[] = [];
  const spread = (ends: readonly (number | null)[]) => {
    const known = ends.flatMap((end) => end ?? []);
    return known.length > 1 && Math.max(...known) - Math.min(...known) > same;
  };
  if (spread(replicas.map(({ rootEnds }) => rootEnds)) || spread(replicas.map(({ chainEnds }) => chainEnds)))
    issues.push(
      issue(
        "replicasDisagree",
        { names: someOf(replicas.map(({ pod }) => pod)) },
        { command: `kubectl rollout restart deployment/${name} -n ${namespace}` },
      ),
    );
  const tooLong = replicas.reduce((sum, { signErrors }) => sum + (signErrors.TTL_ERROR ?? 0), 0);
  const who = `${namespace}/${name}`;
  if (tooLong >= 0.5)
    issues.push(
      issue(
        "lifeTooLong",
        { name: who, count: String(Math.round(tooLong)) },
        { consequence: word("noRenewal") },
      ),
    );
  const others = new Map<string, number>();
  for (const { signErrors, authenticationFailures } of replicas) {
    for (const [code, n] of Object.entries(signErrors))
      if (code !== "TTL_ERROR") others.set(code, (others.get(code) ?? 0) + n);
    if ((authenticationFailures ?? 0) > 0)
      others.set("authentication", (others.get("authentication") ?? 0) + (authenticationFailures ?? 0));
  }
  const total = [...others.values()].reduce((sum, n) => sum + n, 0);
  if (total >= 0.5)
    issues.push(
      issue(
        "requestsRefused",
        { name: who, count: String(Math.round(total)), because: [...others.keys()].join(", ") },
        { consequence: word("noRenewal") },
      ),
    );
  return issues;
}

function upstreamIssues({ evidence }: CertificateFacts): readonly CertificateIssue[] {
  return evidence.upstreams.flatMap(
    ({ namespace, name, mode, caCertificates, credentialName, insecureSkipVerify }) =>
      caCertificates === null && credentialName === null && !insecureSkipVerify
        ? [issue("upstreamNotVerified", { who: `DestinationRule ${namespace}/${name}`, name: mode })]
        : [],
  );
}
