import { setTimeout as wait } from "node:timers/promises";

interface Reply {
  readonly id?: number;
  readonly result?: { readonly usedSize?: number };
}

/**
 * Speaks to the debugger of a process that was started with `--inspect`.
 * @param errors what the process wrote to standard error so far; Node tells the address there
 * @returns measures: MiB of live objects right after a forced collection
 */
export async function debuggerOf(errors: () => string): Promise<() => Promise<number>> {
  for (let tries = 0; tries < 100; tries++) {
    const address = /ws:\/\/\S+/.exec(errors())?.[0];
    if (address !== undefined) return () => liveMib(address);
    await wait(100);
  }
  throw new Error("The server told no address of its debugger.");
}

/** A connection for each question: an attached debugger keeps objects alive. */
async function liveMib(address: string): Promise<number> {
  const socket = new WebSocket(address);
  const answers = new Map<number, (reply: Reply) => void>();
  await new Promise((done, fail) => {
    socket.addEventListener("open", done, { once: true });
    socket.addEventListener("error", () => fail(new Error("The debugger does not answer.")), { once: true });
  });
  socket.addEventListener("message", ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply;
    answers.get(reply.id ?? 0)?.(reply);
  });
  const ask = (id: number, method: string) =>
    new Promise<Reply>((done) => {
      answers.set(id, done);
      socket.send(JSON.stringify({ id, method }));
    });
  try {
    await ask(1, "HeapProfiler.collectGarbage");
    const { result } = await ask(2, "Runtime.getHeapUsage");
    return (result?.usedSize ?? Number.NaN) / 2 ** 20;
  } finally {
    socket.close();
  }
}
