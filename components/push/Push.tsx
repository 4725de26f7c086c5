"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { refreshAll, refreshTo } from "../queries/refresh.ts";
import { recordChanges } from "./changes.ts";
import { live, startLive } from "./live.ts";

/** While changes do not come by themselves the page looks for them. */
const lookMilliseconds = 4000;

/** Keeps what is on screen at the source's revision, and records what flips. Draws nothing. */
export function Push() {
  const client = useQueryClient();
  useEffect(() => {
    const stopRecording = recordChanges(client);
    const stopLive = startLive(
      ({ revision }) => void refreshTo(client, revision),
      () => void refreshAll(client),
    );
    return () => {
      stopLive();
      stopRecording();
    };
  }, [client]);
  const lost = useSyncExternalStore(
    live.subscribe,
    () => live.get().state === "lost",
    () => false,
  );
  useEffect(() => {
    if (!lost) return;
    const timer = setInterval(() => void refreshAll(client), lookMilliseconds);
    return () => clearInterval(timer);
  }, [client, lost]);
  return null;
}
