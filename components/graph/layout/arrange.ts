import type { LayoutProblem, Positions } from "./problem.ts";
import { recall, remember } from "./remembered.ts";

let worker: Worker | undefined;
let lastTicket = 0;

function layOutInWorker(problem: LayoutProblem): Promise<Positions> {
  worker ??= new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
  const searching = worker;
  const ticket = ++lastTicket;
  return new Promise((resolve, reject) => {
    const done = () => {
      searching.removeEventListener("message", onMessage);
      searching.removeEventListener("error", onError);
    };
    const onMessage = ({ data }: MessageEvent<{ ticket: number; positions: Positions }>) => {
      if (data.ticket !== ticket) return;
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

/** Positions for every node of the problem, computed off the main thread. The same problem gives the same answer. */
export async function arrange(problem: LayoutProblem): Promise<Positions> {
  const known = recall(problem);
  if (known !== null) return known;
  const positions = await layOutInWorker(problem);
  remember(problem, positions);
  return positions;
}
