import type { Facts } from "./facts.ts";

/** Names of facts that no manifest holds. The engine never assumes one; a caller that knows better may say so. */
export const authorizerSaysYes = (provider: string) => `authorizer ${provider} says yes`;
export const serverCertificateVerifies = (host: string) => `certificate of ${host} verifies`;

/** The answer for one such fact, undefined when it is not known. */
export function assumed(facts: Facts, name: string): boolean | undefined {
  return Object.hasOwn(facts.assumed, name) ? facts.assumed[name] : undefined;
}
