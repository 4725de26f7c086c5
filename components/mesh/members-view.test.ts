import { expect, it } from "vitest";
import type { MeshMember } from "../../server/contract/mesh.ts";
import { readMembersView, shownMembers, writeMembersView } from "./members-view.ts";

const member = (
  id: string,
  membership: MeshMember["membership"],
  onRestart: MeshMember["onRestart"],
): MeshMember => ({
  id,
  membership,
  onRestart,
  because: "",
});
const members = [
  member("a/in", "sidecar", "same"),
  member("a/out", "none", "same"),
  member("b/joins", "none", "joins"),
  member("b/leaves", "sidecar", "leaves"),
];
const ids = (search: string) =>
  shownMembers(members, readMembersView(new URLSearchParams(search))).map(({ id }) => id);

it("what is not the usual case is shown, a restart's changes first", () => {
  expect(ids("")).toEqual(["b/joins", "b/leaves", "a/out"]);
});

it("chosen memberships, all of them, and only a restart's changes", () => {
  expect(ids("members=sidecar")).toEqual(["b/leaves", "a/in"]);
  expect(ids("members=all")).toHaveLength(4);
  expect(ids("members=none&restart=1")).toEqual(["b/joins"]);
});

it("an address is read as it was written; what it does not know is left out", () => {
  for (const search of ["", "?members=all", "?members=sidecar%2Cnone", "?restart=1"])
    expect(writeMembersView(readMembersView(new URLSearchParams(search)))).toBe(search);
  expect(writeMembersView(readMembersView(new URLSearchParams("members=pods")))).toBe("");
});
