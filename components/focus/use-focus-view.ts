"use client";
import { type ChangeAddress, useAddress } from "../address/use-address.ts";
import { type FocusView, readFocusView, writeFocusView } from "./focus-view.ts";

export type ChangeFocus = ChangeAddress<FocusView>;

/** The page as the address says it. Filters replace the entry of the history: Back leads to the node before. */
export const useFocusView = (): [FocusView, ChangeFocus] =>
  useAddress(readFocusView, writeFocusView, "replace");
