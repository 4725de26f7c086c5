import type { LayoutProblem, Positions } from "./problem.ts";

/** How far a layout is, in namespaces or in tries. */
export interface Progress {
  readonly done: number;
  readonly all: number;
}

/** What the worker tells; the last message of a ticket has the positions. */
export type Told =
  | { readonly ticket: number; readonly progress: Progress }
  | { readonly ticket: number; readonly positions: Positions };

let worker: Worker | undefined;
let lastTicket = 0;

const started = (): Worker =>
  (worker ??= new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" }));

/** Starts the worker, so that it is there when the first picture is wanted. */
export const prepareToArrange = (): void => void started();

/** Positions for every node of the problem, computed off the main thread. The same problem gives the same answer. */
export function arrange(
  problem: LayoutProblem,
  onProgress: (progress: Progress) => void,
): Promise<Positions> {
  const searching = started();
  const ticket = ++lastTicket;
  return new Promise((resolve, reject) => {
    const done = () => {
      searching.removeEventListener("message", onMessage);
      searching.removeEventListener("error", onError);
    };
    const onMessage = ({ data }: MessageEvent<Told>) => {
      if (data.ticket !== ticket) return;
      if ("progress" in data) return onProgress(data.progress);
      done();
      resolve(data.positions);
    };
    const onError = (event: ErrorEvent) => {
      done();
      reject(new Error(event.message));
    };
    searching.addEventListener("message", onMessage);
    searching.addEventListener("error", onError);
    searching.postMessage({ ticket, problem });
  });
}
