"use client";
import { type ChangeAddress, useAddress } from "../address/use-address.ts";
import { type PoliciesView, readPoliciesView, writePoliciesView } from "./policies-view.ts";

export type ChangePolicies = ChangeAddress<PoliciesView>;

/** The list as the address says it. Filters replace the entry of the history: Back leaves the list. */
export const usePoliciesView = (): [PoliciesView, ChangePolicies] =>
  useAddress(readPoliciesView, writePoliciesView, "replace");
