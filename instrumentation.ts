/** Next calls this once when the server starts. */
export async function register(): Promise<void> {
  // Written as a condition around the import, so that nothing of it is built for another runtime.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { endStreamsOnSignal } = await import("./instrumentation-node.ts");
    endStreamsOnSignal();
  }
}
