import type { MeshMember } from "../../server/contract/mesh.ts";
import type { Membership } from "../../server/contract/refs.ts";

/** What the address of the page says. */
export interface MembersView {
  /** Memberships to show; empty: those that are not the usual case. */
  readonly memberships: readonly Membership[];
  readonly all: boolean;
  /** Only what a restart changes. */
  readonly restarts: boolean;
}

export const membershipOrder: readonly Membership[] = ["sidecar", "gateway", "ambient", "mixed", "none"];

export const readMembersView = (search: URLSearchParams): MembersView => ({
  memberships: membershipOrder.filter((one) => search.get("members")?.split(",").includes(one)),
  all: search.get("members") === "all",
  restarts: search.get("restart") === "1",
});

/** Inverse of `readMembersView`. */
export function writeMembersView({ memberships, all, restarts }: MembersView): string {
  const search = new URLSearchParams();
  if (all) search.set("members", "all");
  else if (memberships.length > 0) search.set("members", memberships.join(","));
  if (restarts) search.set("restart", "1");
  const text = search.toString();
  return text === "" ? "" : `?${text}`;
}

/** A sidecar or a gateway that a restart leaves as it is: the normal case is quiet. */
const isUsual = ({ membership, onRestart }: MeshMember): boolean =>
  (membership === "sidecar" || membership === "gateway") && onRestart === "same";

/** The members that the view shows, what a restart changes first. */
export function shownMembers(members: readonly MeshMember[], view: MembersView): readonly MeshMember[] {
  const wanted = new Set(view.memberships);
  const chosen = members.filter(
    (member) =>
      (wanted.size > 0 ? wanted.has(member.membership) : view.all || view.restarts || !isUsual(member)) &&
      (!view.restarts || member.onRestart !== "same"),
  );
  return chosen.toSorted(
    (a, b) => Number(a.onRestart === "same") - Number(b.onRestart === "same") || (a.id < b.id ? -1 : 1),
  );
}
