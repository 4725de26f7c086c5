"use client";
import { type ChangeAddress, useAddress } from "../address/use-address.ts";
import { readViewState, type ViewState, writeViewState } from "./view-state.ts";

export type ChangeView = ChangeAddress<ViewState>;

/** The view as the address says it; a change is a new entry of the browser's history, so that Back undoes it. */
export const useViewState = (): [ViewState, ChangeView] => useAddress(readViewState, writeViewState, "push");
