import type { ReactNode, Ref } from "react";

/** A part that scrolls by itself: it takes focus, so that the keyboard scrolls it too, and has a name. */
export function ScrollRegion({
  label,
  className,
  busy = false,
  region,
  children,
}: {
  label: string;
  className: string | undefined;
  busy?: boolean;
  region?: Ref<HTMLElement>;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
    <section ref={region} className={className} tabIndex={0} aria-label={label} aria-busy={busy}>
      {children}
    </section>
  );
}
