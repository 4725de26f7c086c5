/** "namespace / **name**", and whatever has no namespace in full. */
export function Named({ id }: { id: string }) {
  const at = id.indexOf("/");
  return (
    <span style={{ whiteSpace: "nowrap" }}>
      {at >= 0 && <span style={{ color: "var(--sk-subtle)" }}>{id.slice(0, at)} / </span>}
      <strong style={{ fontWeight: 600 }}>{id.slice(at + 1)}</strong>
    </span>
  );
}
