"use client";
import { RhUiWarningIcon } from "@patternfly/react-icons/dist/esm/icons/rh-ui-warning-icon";
import { useQuery } from "@tanstack/react-query";
import { Link } from "../address/Link.tsx";
import { useWords } from "../look/use-words.tsx";
import { problemOf } from "../queries/fetch-json.ts";
import { meshQuery } from "../queries/mesh.ts";
import { Shell } from "../shell/Shell.tsx";
import buttons from "../ui/button.module.css";
import { StateScreen } from "../ui/StateScreen.tsx";
import { CertManager } from "./CertManager.tsx";
import { ControlPlanes } from "./ControlPlanes.tsx";
import { Kinds } from "./Kinds.tsx";
import { Members } from "./Members.tsx";
import styles from "./MeshPage.module.css";
import { Settings } from "./Settings.tsx";

/** The mesh itself: its control planes, MeshConfig in force, who is in, and what could be read. */
export function MeshPage() {
  const words = useWords();
  const query = useQuery(meshQuery());
  const problem = query.error === null ? null : problemOf(query.error);
  return (
    <Shell>
      <div className={styles.toolbar}>
        <h1>{words.mesh.title}</h1>
        <span className={styles.space} />
        <Link className={buttons.link} href="/story">
          {words.story.title}
        </Link>
      </div>
      {query.data !== undefined ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must take focus
        <section className={styles.page} tabIndex={0} aria-label={words.mesh.title}>
          <div className={styles.column}>
            <ControlPlanes mesh={query.data} />
            <Settings mesh={query.data} />
          </div>
          <div className={styles.column}>
            <Members members={query.data.members} />
            <CertManager facts={query.data.certManager} />
            <Kinds kinds={query.data.kinds} />
          </div>
        </section>
      ) : problem !== null ? (
        <StateScreen
          icon={<RhUiWarningIcon />}
          title={words.error.title}
          action={
            <button type="button" className={buttons.pill} onClick={() => void query.refetch()}>
              {words.error.retry}
            </button>
          }
        >
          <p role="alert">{problem.detail}</p>
          <p>{problem.cure}</p>
        </StateScreen>
      ) : (
        <p className={styles.loading} role="status">
          {words.mesh.loading}
        </p>
      )}
    </Shell>
  );
}
