import { Fragment } from "react";

/** A SPIFFE ID in monospace; it breaks only behind a slash. */
export function Spiffe({ id }: { id: string }) {
  const parts = id.split(/(?<=\/)(?!\/)/);
  return (
    <code style={{ overflowWrap: "normal" }}>
      {parts.map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other identity
        <Fragment key={i}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </code>
  );
}
