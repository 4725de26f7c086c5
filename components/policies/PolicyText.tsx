import type { ReactNode } from "react";
import type { PolicyRef } from "../../server/contract/refs.ts";
import { Link } from "../address/Link.tsx";
import { policyHref } from "./PolicyLink.tsx";

const nameOf = ({ kind, namespace, name }: PolicyRef): string =>
  namespace === "" ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;

/** Does the sentence name this policy, so that it becomes a link there? */
export const namesPolicy = (text: string, policy: PolicyRef): boolean => text.includes(nameOf(policy));

/** A sentence of the server, with the policies that it names as links. Text stays text: nothing is parsed as markup. */
export function PolicyText({ text, policies }: { text: string; policies: readonly PolicyRef[] }) {
  const parts: ReactNode[] = [];
  let rest = text;
  while (rest !== "") {
    const first = policies
      .flatMap((policy) => {
        const name = nameOf(policy);
        const at = rest.indexOf(name);
        return at < 0 ? [] : [{ policy, name, at }];
      })
      .sort((a, b) => a.at - b.at || b.name.length - a.name.length)[0];
    if (first === undefined) break;
    parts.push(
      rest.slice(0, first.at),
      <Link key={parts.length} href={policyHref(first.policy, null, null)}>
        {first.name}
      </Link>,
    );
    rest = rest.slice(first.at + first.name.length);
  }
  return (
    <>
      {parts}
      {rest}
    </>
  );
}
