import type {
  HttpMatch,
  HttpRoute,
  Meta,
  RouteDestination,
  StreamRoute,
  StringMatch,
  VirtualService,
} from "../../engine/objects.ts";
import type { Field } from "./field.ts";

/** @source Istio CRD networking.istio.io VirtualService and its validation rules */
export function decodeVirtualService(object: Field, meta: Meta): VirtualService {
  const spec = object.at("spec");
  return {
    meta,
    hosts: spec.at("hosts").strings(),
    gateways: spec.at("gateways").strings(),
    exportTo: spec.at("exportTo").strings(),
    http: spec
      .at("http")
      .list()
      .map((route) => decodeHttpRoute(route, meta.namespace)),
    tls: spec.at("tls").list().map(decodeStreamRoute),
    tcp: spec.at("tcp").list().map(decodeStreamRoute),
  };
}

function decodeHttpRoute(route: Field, namespace: string): HttpRoute {
  const delegate = route.at("delegate");
  const answer = route.at("directResponse");
  return {
    match: route.at("match").list().map(decodeHttpMatch),
    route: decodeDestinations(route.at("route")),
    redirect: route.has("redirect"),
    redirectCode: route.at("redirect").at("redirectCode").integerOr(null),
    directResponse: answer.absent ? null : answer.at("status").integer(),
    rewriteUri: route.at("rewrite").at("uri").stringOr(null),
    rewriteAuthority: route.at("rewrite").at("authority").stringOr(null),
    delegate: delegate.absent
      ? null
      : {
          namespace: delegate.at("namespace").stringOr("") || namespace,
          name: delegate.at("name").stringOr(""),
        },
  };
}

function decodeHttpMatch(match: Field): HttpMatch {
  return {
    uri: decodeStringMatch(match.at("uri")),
    ignoreUriCase: match.at("ignoreUriCase").booleanOr(false),
    method: decodeStringMatch(match.at("method")),
    authority: decodeStringMatch(match.at("authority")),
    scheme: decodeStringMatch(match.at("scheme")),
    headers: decodeStringMatches(match.at("headers")),
    withoutHeaders: decodeStringMatches(match.at("withoutHeaders")),
    queryParams: decodeStringMatches(match.at("queryParams")),
    ...decodeScope(match),
  };
}

function decodeStreamRoute(route: Field): StreamRoute {
  return {
    match: route
      .at("match")
      .list()
      .map((match) => ({
        sniHosts: match.at("sniHosts").strings(),
        ...decodeScope(match),
      })),
    route: decodeDestinations(route.at("route")),
  };
}

/** The part that HTTP, TLS and TCP matches share: for which port, gateway and client the match counts. */
function decodeScope(match: Field) {
  return {
    port: match.at("port").integerOr(0) || null,
    gateways: match.at("gateways").strings(),
    sourceLabels: match.at("sourceLabels").stringMap(),
    sourceNamespace: match.at("sourceNamespace").stringOr("") || null,
  };
}

function decodeDestinations(routes: Field): readonly RouteDestination[] {
  const list = routes.list();
  return list.map((route) => ({
    host: route.at("destination").at("host").string(),
    port: route.at("destination").at("port").at("number").integerOr(0) || null,
    subset: route.at("destination").at("subset").stringOr("") || null,
    // A single destination takes everything; among several an absent weight is 0.
    weight: route.at("weight").integerOr(list.length === 1 ? 100 : 0),
  }));
}

function decodeStringMatches(map: Field): Readonly<Record<string, StringMatch>> {
  const none: StringMatch = { exact: null, prefix: null, regex: null };
  return Object.fromEntries(map.entries().map(([key, match]) => [key, decodeStringMatch(match) ?? none]));
}

function decodeStringMatch(match: Field): StringMatch | null {
  if (match.absent) return null;
  const given = ["exact", "prefix", "regex"].filter((key) => match.has(key));
  if (given.length > 1) match.fail(`has ${given.join(" and ")}`, "Keep one of exact, prefix, regex.");
  return {
    exact: match.at("exact").stringOr(null),
    prefix: match.at("prefix").stringOr(null),
    regex: match.at("regex").stringOr(null),
  };
}
