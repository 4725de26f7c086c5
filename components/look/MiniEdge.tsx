import type { Outcome, Transport } from "../../server/contract/verdict.ts";
import { type OutcomeLook, outcomeLook } from "./outcome.ts";
import { dashPattern, transportLook } from "./transport.ts";

const width = 28;
const middle = 6;

/** The line of the canvas in small: strip, legend, table and drawer show the same mark. Decorative; words stand beside it. */
export function MiniEdge({
  outcome,
  transport = "mtls",
  length = width,
}: {
  outcome: Outcome;
  transport?: Transport | null;
  /** In px, from 28. */
  length?: number;
}) {
  const from = width - length;
  const look: OutcomeLook = outcomeLook[outcome];
  const colour = `var(--sk-${look.family}-line)`;
  return (
    <svg
      width={length}
      height={12}
      viewBox={`${from} 0 ${length} 12`}
      aria-hidden="true"
      style={{ flex: "none" }}
    >
      {look.mark === "stacked" ? (
        <Stacked from={from} />
      ) : (
        <Line look={look} colour={colour} transport={transport ?? "mtls"} from={from} />
      )}
    </svg>
  );
}

function Line({
  look,
  colour,
  transport,
  from,
}: {
  look: OutcomeLook;
  colour: string;
  transport: Transport;
  from: number;
}) {
  const style = transportLook[transport].line;
  const end = { triangle: 20, tee: 26, diamond: 17, circle: 18.5, cross: width, stacked: width }[look.mark];
  const dash = look.mark === "cross" ? [4.5, 3] : dashPattern(style, 1.6);
  const line = {
    stroke: colour,
    strokeWidth: 1.8,
    ...(dash === null ? {} : { strokeDasharray: dash.join(" ") }),
    ...(style === "dotted" ? { strokeLinecap: "round" as const } : {}),
  };
  return (
    <>
      {style === "double" ? (
        <path
          d={`M${from} ${middle - 1.6} H${end} M${from} ${middle + 1.6} H${end}`}
          stroke={colour}
          strokeWidth={1.1}
        />
      ) : look.mark === "cross" ? (
        <>
          <path d={`M${from} ${middle} H8.5`} {...line} />
          <path d={`M19.5 ${middle} H${width}`} {...line} opacity={0.5} />
        </>
      ) : (
        <path d={`M${from} ${middle} H${end}`} {...line} />
      )}
      {look.mark === "triangle" && <path d="M19 1.6 L27.6 6 L19 10.4 Z" fill={colour} />}
      {look.mark === "tee" && <path d="M26 0.8 V11.2" stroke={colour} strokeWidth={2.6} />}
      {look.mark === "diamond" && <path d="M16.5 6 L22 1.8 L27.5 6 L22 10.2 Z" fill={colour} />}
      {look.mark === "circle" && (
        <circle cx={22.5} cy={6} r={3.6} fill="none" stroke={colour} strokeWidth={1.8} />
      )}
      {look.mark === "cross" && (
        <path
          d="M10.4 2.4 L17.6 9.6 M17.6 2.4 L10.4 9.6"
          stroke={colour}
          strokeWidth={2.4}
          strokeLinecap="round"
        />
      )}
    </>
  );
}

/** Endpoints that differ: two lines, never one averaged mark. */
function Stacked({ from }: { from: number }) {
  return (
    <>
      <path d={`M${from} 3 H21`} stroke="var(--sk-allowed-line)" strokeWidth={1.6} />
      <path d="M21 0.4 L27 3 L21 5.6 Z" fill="var(--sk-allowed-line)" />
      <path d={`M${from} 9 H26`} stroke="var(--sk-denied-line)" strokeWidth={1.6} />
      <path d="M26.2 6.6 V11.6" stroke="var(--sk-denied-line)" strokeWidth={2} />
    </>
  );
}
