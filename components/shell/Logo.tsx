/** A barrier gate with the way through it in the colour of an allowed edge. */
export function Logo() {
  return (
    <svg width={26} height={26} viewBox="0 0 24 24" aria-hidden="true" style={{ flex: "none" }}>
      <path
        d="M1.5 3.2 H22.5 V6.4 H1.5 Z M3 9.2 H21 V11.4 H3 Z M4.6 6 H7.4 V22 H4.6 Z M16.6 6 H19.4 V22 H16.6 Z"
        fill="currentColor"
      />
      <path d="M1.2 16.4 H9.8" stroke="var(--sk-allowed-line)" strokeWidth={2.4} />
      <path d="M9.3 13 L15 16.4 L9.3 19.8 Z" fill="var(--sk-allowed-line)" />
    </svg>
  );
}
