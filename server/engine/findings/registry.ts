import { atZtunnel } from "./ambient.ts";
import { anonymousCallers, identityWithoutMtls } from "./anonymous.ts";
import type { Check, ListedKind } from "./check.ts";
import { deadIdentities } from "./identities.ts";
import { lockOuts } from "./lock-out.ts";
import { neverMatches } from "./never.ts";
import { modePorts, rulePorts, streamRules } from "./ports.ts";
import { entryPorts, exportTo, sidecarReach } from "./reach.ts";
import { claimRoutes, gatewayHosts, gatewayPorts, routeSubsets, routes } from "./routes.ts";
import { fields } from "./rule-fields.ts";
import { hostsOfRules } from "./rule-host.ts";
import { hidesTls, ruleHosts } from "./rule-hosts.ts";
import { actions, allowsNothing, hiddenByDeny } from "./rule-kind.ts";
import { ruleServicePorts, ruleTls, subsets } from "./rule-settings.ts";
import { sameScopeModes, sameScopeSidecars } from "./same-scope.ts";
import { scope } from "./scope.ts";
import { tokens, tokensNotRead } from "./tokens.ts";
import { ruleTransport, strictCallers } from "./transport.ts";

/** Every check of one reading; a new one is a line here and a row in contract/findings.ts. */
export const checks = [
  scope,
  sameScopeModes,
  sameScopeSidecars,
  modePorts,
  strictCallers,
  actions,
  allowsNothing,
  hiddenByDeny,
  deadIdentities,
  fields,
  hostsOfRules,
  identityWithoutMtls,
  anonymousCallers,
  tokensNotRead,
  neverMatches,
  rulePorts,
  streamRules,
  atZtunnel,
  lockOuts,
  tokens,
  ruleHosts,
  hidesTls,
  subsets,
  ruleTls,
  ruleServicePorts,
  ruleTransport,
  routes,
  routeSubsets,
  claimRoutes,
  gatewayHosts,
  gatewayPorts,
  exportTo,
  entryPorts,
  sidecarReach,
] as const satisfies readonly Omit<Check, "find">[];

const byKind = new Map<ListedKind, readonly unknown[]>();

/** The checks that are asked of each object of a kind. */
export function checksOf<Kind extends ListedKind>(kind: Kind): readonly Check<Kind>[] {
  const known = byKind.get(kind) ?? filtered(kind);
  byKind.set(kind, known);
  return known as readonly Check<Kind>[];
}

function filtered<Kind extends ListedKind>(kind: Kind): readonly Check<Kind>[] {
  return (checks as readonly Omit<Check, "find">[] as readonly Check<Kind>[]).filter((c) =>
    (c.kinds as readonly ListedKind[]).includes(kind),
  );
}
