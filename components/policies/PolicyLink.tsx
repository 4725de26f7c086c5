import { noNamespace } from "../../server/contract/address.ts";
import type { PolicyRef } from "../../server/contract/refs.ts";
import { Link } from "../address/Link.tsx";
import { useWords } from "../look/use-words.tsx";
import styles from "./policies.module.css";

/** Address of the source view of one object, at a line where that is known. */
export function policyHref(
  { kind, namespace, name }: PolicyRef,
  line: number | null,
  path: string | null,
): string {
  const where = [kind, namespace === "" ? noNamespace : namespace, name].map(encodeURIComponent).join("/");
  const search = path === null ? "" : `?${new URLSearchParams({ path })}`;
  return `/policies/${where}${search}${line === null ? "" : `#L${line}`}`;
}

/** A policy by kind and name, leading to its line in the source. `short` leaves the kind to the tooltip. */
export function PolicyLink({
  policy,
  line = null,
  path = null,
  short = false,
}: {
  policy: PolicyRef;
  line?: number | null;
  path?: string | null;
  short?: boolean;
}) {
  const words = useWords();
  const name = policy.namespace === "" ? policy.name : `${policy.namespace}/${policy.name}`;
  return (
    <span className={styles.ref}>
      <Link
        href={policyHref(policy, line, path)}
        title={`${policy.kind} ${name}`}
        onClick={(event) => event.stopPropagation()}
      >
        {short ? name : `${policy.kind} ${name}`}
      </Link>
      {line !== null && <span className={styles.line}> {words.drawer.line(line)}</span>}
    </span>
  );
}
