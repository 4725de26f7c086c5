import "server-only";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { failed, ok, type Result } from "./result.ts";

/** Prometheus' rules for the metrics of this server, as they stand in the documentation. */
export async function alertRules(): Promise<Result<{ readonly revision: string; readonly text: string }>> {
  const file = join(process.cwd(), "docs", "prometheus", "rules.yaml");
  try {
    const text = await readFile(file, "utf8");
    return ok({ revision: createHash("sha256").update(text).digest("hex").slice(0, 16), text });
  } catch {
    return failed(
      "notFound",
      "The alert rules are not installed.",
      "Take docs/prometheus/rules.yaml from the sources.",
    );
  }
}
