/** True for a value that is a template: it holds `{*}` or `{**}`. */
export function isPathTemplate(value: string): boolean {
  return value.includes("{*}") || value.includes("{**}");
}

const segment = "[A-Za-z0-9\\-._~%!$&'()+,;:@]+";
const rest = "[A-Za-z0-9\\-._~%!$&'()+,;:@/]*";

/**
 * A template as a full-match regular expression: `{*}` is one segment without `/`, `{**}` any rest.
 * @source Envoy uri_template_matcher; Istio AuthorizationPolicy reference, paths
 */
export function pathTemplate(value: string): RegExp {
  const parts = value.split(/(\{\*\*\}|\{\*\})/);
  const body = parts.map((p) =>
    p === "{*}" ? segment : p === "{**}" ? rest : p.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"),
  );
  return new RegExp(`^${body.join("")}$`);
}
