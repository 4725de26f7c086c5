"use client";
import { usePathname } from "next/navigation";
import { useCallback } from "react";
import { fromHere } from "../address/page-source.ts";
import { useGo } from "../address/use-go.ts";
import { splitId } from "../graph/edge-rows.ts";
import { readViewState, type ViewState, writeViewState } from "../graph/view-state.ts";
import type { Flip } from "./flips.ts";

/** More would make an address that servers refuse. */
const mostShown = 60;

/** Goes to the graph, or changes what it shows; always through the address, so that Back undoes it. */
function useOpenInGraph(): (change: (now: ViewState) => Partial<ViewState>) => void {
  const go = useGo();
  const onGraph = usePathname().startsWith("/graph");
  return useCallback(
    (change) => {
      const now = readViewState(new URLSearchParams(onGraph ? window.location.search : ""));
      const address = `/graph${writeViewState({ ...now, ...change(now) })}`;
      if (onGraph) window.history.pushState(null, "", fromHere(address));
      else go.to(address);
    },
    [go, onGraph],
  );
}

/** Opens one edge; the filters stay as they are. */
export function useOpenEdge(): (edge: string) => void {
  const open = useOpenInGraph();
  return useCallback((edge) => open(() => ({ edge, node: null })), [open]);
}

/** Shows only these edges, and opens it when it is one. */
export function useShowFlips(): (flips: readonly Flip[]) => void {
  const open = useOpenInGraph();
  return useCallback(
    (flips) => {
      const there = flips.filter(({ after }) => after !== null).slice(0, mostShown);
      const only = there.map(({ edge }) => edge);
      open(({ namespaces }) => ({
        only,
        edge: only.length === 1 ? (only[0] ?? null) : null,
        node: null,
        text: "",
        outcomes: [],
        // The choice of namespaces stays where it hides none of them: another choice is another picture.
        namespaces:
          namespaces !== null && there.every((flip) => isInside(flip, namespaces)) ? namespaces : null,
      }));
    },
    [open],
  );
}

function isInside({ client, server }: Flip, namespaces: readonly string[]): boolean {
  return [client, server].every((id) => {
    const { namespace } = splitId(id);
    return namespace !== null && namespaces.includes(namespace);
  });
}
