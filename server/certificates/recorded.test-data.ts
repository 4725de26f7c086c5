import { readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "recorded");

/** Proxies of a real mesh of which the admin answers were recorded. */
export const recordedProxies = ["front-web", "istio-ingress-ingressgateway", "shop-cart"] as const;

/** A recorded answer, parsed. */
export const recorded = (proxy: (typeof recordedProxies)[number], file: string): unknown =>
  JSON.parse(readFileSync(join(folder, proxy, file), "utf8"));

/** PEM of the root that the recorded mesh had. */
export const recordedRoot = readFileSync(join(folder, "configmap-istio-ca-root-cert.yaml"), "utf8").replace(
  /^ +/gm,
  "",
);
