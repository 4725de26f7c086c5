"use client";
import { type ChangeAddress, useAddress } from "../address/use-address.ts";
import { type MatrixView, readMatrixView, writeMatrixView } from "./matrix-view.ts";

export type ChangeMatrix = ChangeAddress<MatrixView>;

/** The matrix as the address says it. What opens, folds or filters is a new entry of the history; the cursor is not. */
export const useMatrixView = (): [MatrixView, ChangeMatrix] =>
  useAddress(readMatrixView, writeMatrixView, "push");
