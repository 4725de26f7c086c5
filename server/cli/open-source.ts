import { openFolders } from "../services/open-folders.ts";
import { openLive } from "../services/open-live.ts";
import type { From } from "./options.ts";

/** Refused when nothing is named to look at. */
export const nothingNamed = {
  detail: "No folder is named.",
  cure: "Add --folder DIR, a capture or any folder of manifests, or --context NAME for a live cluster.",
};

/**
 * Looks at what the command line names, and lets go of it afterwards: an open watch would keep the process alive.
 * @param ask what is asked of the source
 */
export async function withSource<Answer>(
  from: From,
  ask: (source: ReturnType<typeof openFolders>) => Promise<Answer>,
): Promise<Answer> {
  if (from.kind === "folders") return ask(openFolders(from.folders));
  const source = openLive(from);
  try {
    return await ask(source);
  } finally {
    source.close();
  }
}

/** The help of the options that name a live cluster. */
export const liveHelp = `  --context NAME     a live cluster instead: this context of the kubeconfig
  --kubeconfig FILE  a live cluster instead: this kubeconfig (default: KUBECONFIG, else ~/.kube/config)
  --namespace NAME   where the namespaces of a live cluster may not be listed, look into this one too; may be repeated
`;
