"use client";
import { Crashed } from "../components/shell/Crashed.tsx";

export default function ErrorPage({ reset }: { reset: () => void }) {
  return <Crashed onRetry={reset} />;
}
