import type { ColourFamily } from "../look/outcome.ts";
import { outcomeLook } from "../look/outcome.ts";
import type { Words } from "../look/words.ts";
import type { FoldedNode } from "./fold.ts";
import { newsOf } from "./line.ts";
import { type ChipLook, type NodeLook, namespaceChips } from "./node-look.ts";
import { fitText, textWidth } from "./text-width.ts";

/** What a folded namespace shows besides its name. */
export interface FoldedFace {
  readonly chips: readonly ChipLook[];
  /** The second line, piece by piece: workloads, then what inside is not simply allowed. */
  readonly sums: readonly {
    readonly text: string;
    readonly width: number;
    readonly family: ColourFamily | null;
  }[];
}

const height = 40;
const least = 120;
const nameMost = 150;
/** Left of the name: the chevron with its padding. */
export const chevronRoom = 24;
const between = 8;

/** How folded namespaces are drawn: name and chips, below them the sums. */
export const foldedLooks = (folded: readonly FoldedNode[], words: Words): NodeLook[] =>
  folded.map((node) => {
    const chips = namespaceChips(node.namespace, words);
    const name = fitText(node.namespace.name, "name", nameMost);
    const sums = sumsOf(node, words);
    const top = chevronRoom + textWidth(name, "name") + chips.reduce((sum, c) => sum + c.width + 6, 6);
    const below = chevronRoom + sums.reduce((sum, { width }) => sum + width + between, 0);
    return {
      id: node.id,
      kind: "folded",
      namespace: null,
      name,
      second: null,
      noProxy: false,
      glyphs: [],
      certificateShare: null,
      width: Math.ceil(Math.max(least, top, below) + 4),
      height,
      folded: { chips, sums },
    };
  });

function sumsOf({ members, inside, counts }: FoldedNode, words: Words): FoldedFace["sums"] {
  const piece = (text: string, family: ColourFamily | null) => ({
    text,
    width: textWidth(text, "second"),
    family,
  });
  const disagreeing = inside.filter(({ disagrees }) => disagrees !== null).length;
  return [
    piece(words.fold.workloads(members.length), null),
    ...(disagreeing === 0 ? [] : [piece(words.fold.disagree(disagreeing), "disagrees")]),
    ...newsOf(counts)
      .slice(0, 2)
      .map(({ outcome, count }) =>
        piece(words.fold.part(count, words.outcome[outcome].word), outcomeLook[outcome].family),
      ),
  ];
}
