import type { MeshSnapshot } from "../engine/snapshot.ts";

/** The image tag that most sidecars run; null when there is none or it is no version. */
export function proxyVersion(pods: MeshSnapshot["pods"]): string | null {
  const counts = new Map<string, number>();
  for (const container of pods.flatMap((pod) => pod.containers)) {
    const tag = container.name === "istio-proxy" ? /:(\d[\w.-]*)$/.exec(container.image)?.[1] : undefined;
    if (tag !== undefined) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
