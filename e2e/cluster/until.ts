import { setTimeout as wait } from "node:timers/promises";

/** Waits until something holds. @throws with what was seen last */
export async function until<Value>(
  look: () => Promise<Value> | Value,
  holds: (value: Value) => boolean,
  seconds = 60,
): Promise<Value> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    if (performance.now() > end)
      throw new Error(`It did not come about: ${JSON.stringify(value).slice(0, 2000)}`);
    await wait(25);
  }
}
