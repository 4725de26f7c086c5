"use client";
import type { MeshMember } from "../../server/contract/mesh.ts";
import type { Membership } from "../../server/contract/refs.ts";
import { Link } from "../address/Link.tsx";
import { useAddress } from "../address/use-address.ts";
import { useWords } from "../look/use-words.tsx";
import buttons from "../ui/button.module.css";
import styles from "./MeshPage.module.css";
import { membershipOrder, readMembersView, shownMembers, writeMembersView } from "./members-view.ts";

/** Rows at once; a mesh of thousands is read in the graph. */
const most = 200;

/** Who is in the mesh, and what a restart would change. The usual case stays folded. */
export function Members({ members }: { members: readonly MeshMember[] }) {
  const words = useWords();
  const [view, change] = useAddress(readMembersView, writeMembersView, "replace");
  const rows = shownMembers(members, view);
  const restarts = members.filter(({ onRestart }) => onRestart !== "same").length;
  const toggle = (one: Membership) =>
    change({
      all: false,
      memberships: view.memberships.includes(one)
        ? view.memberships.filter((other) => other !== one)
        : [...view.memberships, one],
    });
  return (
    <section className={styles.card} aria-labelledby="members">
      <h2 id="members">{words.mesh.members}</h2>
      <fieldset className={styles.strip} aria-labelledby="members">
        {membershipOrder.map((one) => {
          const count = members.filter(({ membership }) => membership === one).length;
          return count === 0 ? null : (
            <button
              key={one}
              type="button"
              className={styles.count}
              aria-pressed={view.memberships.includes(one)}
              onClick={() => toggle(one)}
            >
              <strong>{count}</strong> {words.mesh.memberCounts[one]}
            </button>
          );
        })}
        {restarts > 0 && (
          <button
            type="button"
            className={styles.count}
            aria-pressed={view.restarts}
            data-wrong="true"
            onClick={() => change({ restarts: !view.restarts })}
          >
            {words.mesh.restarts(restarts)}
          </button>
        )}
      </fieldset>
      {rows.length === 0 ? (
        <p className={styles.quiet}>{words.mesh.usual}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              {(["workload", "membership", "restart", "because"] as const).map((column) => (
                <th key={column} scope="col">
                  {words.mesh.member[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, most).map((member) => (
              <Row key={member.id} member={member} />
            ))}
          </tbody>
        </table>
      )}
      {view.memberships.length === 0 && !view.restarts && (
        <button type="button" className={buttons.link} onClick={() => change({ all: !view.all })}>
          {view.all ? words.mesh.showFewer : words.mesh.showAll(members.length)}
        </button>
      )}
      {rows.length > most && <p className={styles.quiet}>{words.push.more(rows.length - most)}</p>}
    </section>
  );
}

function Row({ member: { id, membership, onRestart, because } }: { member: MeshMember }) {
  const words = useWords();
  return (
    <tr>
      <th scope="row" className={styles.name}>
        <Link href={`/graph?${new URLSearchParams({ node: id })}`}>{id}</Link>
      </th>
      <td>{words.membership[membership]}</td>
      <td data-wrong={onRestart !== "same"}>
        {onRestart === "same" ? (
          <span className={styles.quiet}>{words.mesh.restart.same}</span>
        ) : (
          words.mesh.restart[onRestart]
        )}
      </td>
      <td className={styles.because}>{because}</td>
    </tr>
  );
}
