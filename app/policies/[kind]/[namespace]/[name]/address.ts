/** The address of one object, as the route names it. */
export interface Props {
  readonly params: Promise<{ kind: string; namespace: string; name: string }>;
}

/** With what the browser escaped. */
export async function address({ params }: Props) {
  const { kind, namespace, name } = await params;
  return {
    kind: decodeURIComponent(kind),
    namespace: decodeURIComponent(namespace),
    name: decodeURIComponent(name),
  };
}
