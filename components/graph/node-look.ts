import type { GraphNamespace, GraphNode } from "../../server/contract/graph.ts";
import type { ServerMode } from "../../server/contract/refs.ts";
import type { GlyphName } from "../look/glyphs.ts";
import type { Words } from "../look/words.ts";
import type { FoldedFace } from "./folded-look.ts";
import { fitText, textWidth } from "./text-width.ts";

const nodeHeight = 40;
const leastWidth = 104;
const mostWidth = 156;

/** The shield of each mode. */
const modeShield = {
  STRICT: "shieldFull",
  PERMISSIVE: "shieldHalf",
  DISABLE: "shieldStruck",
} satisfies Record<ServerMode, GlyphName>;

/** Under this share of its life a certificate is drawn as a ring. */
export const lowCertificate = 0.2;

export interface NodeLook {
  readonly id: string;
  readonly kind: GraphNode["kind"] | "folded";
  readonly namespace: string | null;
  /** The name as drawn: cut when it is longer than the widest box. */
  readonly name: string;
  readonly second: string | null;
  readonly noProxy: boolean;
  readonly glyphs: readonly GlyphName[];
  readonly certificateShare: number | null;
  readonly width: number;
  readonly height: number;
  /** Only on a folded namespace. */
  readonly folded?: FoldedFace;
}

/** What is drawn for each node; boxes of one namespace share a width, so that their edges line up. */
export function nodeLooks(
  nodes: readonly GraphNode[],
  namespaces: readonly GraphNamespace[],
  words: Words,
): NodeLook[] {
  const modeOf = new Map(namespaces.map((namespace) => [namespace.name, namespace.mode]));
  const bare = nodes.map((node) => bareLook(node, modeOf.get(node.namespace ?? "") ?? null, words));
  const widest = new Map<string, number>();
  for (const { namespace, width } of bare) {
    if (namespace !== null) widest.set(namespace, Math.max(widest.get(namespace) ?? 0, width));
  }
  return bare.map((look) =>
    look.namespace === null ? look : { ...look, width: widest.get(look.namespace) ?? look.width },
  );
}

function bareLook(node: GraphNode, namespaceMode: ServerMode | null, words: Words): NodeLook {
  const glyphs: GlyphName[] = [];
  if (node.mode !== null && node.mode !== namespaceMode) glyphs.push(modeShield[node.mode]);
  if (node.openToEveryone && node.kind === "workload" && node.membership !== "none") glyphs.push("openGate");
  const certificateShare =
    node.certificate !== null && node.certificate.share < lowCertificate ? node.certificate.share : null;
  const around =
    22 + glyphs.length * 18 + (certificateShare === null ? 0 : 24) + (node.kind === "gateway" ? 16 : 0);
  const room = mostWidth - around;
  const name = fitText(node.name, "name", room);
  const second = secondLine(node, words);
  const secondWidth = second === null ? 0 : textWidth(second, "second") + 18;
  const width = Math.max(
    leastWidth,
    Math.min(mostWidth, Math.ceil(Math.max(textWidth(name, "name") + around, secondWidth))),
  );
  return {
    id: node.id,
    kind: node.kind,
    namespace: node.namespace,
    name,
    second: second === null ? null : fitText(second, "second", mostWidth - 16),
    noProxy: node.membership === "none" && node.kind === "workload",
    glyphs,
    certificateShare,
    width,
    height: nodeHeight,
  };
}

function secondLine(node: GraphNode, words: Words): string | null {
  if (node.kind === "outside") return words.canvas.anyCaller;
  if (node.kind === "external") return words.canvas.externalServer;
  if (node.kind === "workload" && node.membership === "none") return words.canvas.noProxy;
  if (node.membership === "mixed") return words.canvas.partProxy;
  return node.unusualServiceAccount ? node.serviceAccount : null;
}

/** How far a glyph left of the name or a ring right of it moves the name, so that the pair is centred. */
export const nameShift = (look: Pick<NodeLook, "glyphs" | "certificateShare" | "kind">): number =>
  look.glyphs.length * 9 - (look.certificateShare === null ? 0 : 10) - (look.kind === "gateway" ? 8 : 0);

export interface ChipLook {
  readonly glyph: GlyphName | null;
  readonly text: string;
  readonly width: number;
}

const chip = (text: string, glyph: GlyphName | null): ChipLook => ({
  glyph,
  text,
  width: Math.ceil(textWidth(text, "chip")) + 18 + (glyph === null ? 0 : 16),
});

/** The chips of a namespace box, left to right; PERMISSIVE is Istio's default and stays quiet. */
export function namespaceChips(namespace: GraphNamespace, words: Words): ChipLook[] {
  const chips: ChipLook[] = [];
  if (namespace.unreadable.length > 0) {
    const policies = namespace.unreadable.some((kind) => kind === "AuthorizationPolicy");
    chips.push(
      chip(
        policies
          ? words.canvas.policiesNotReadable
          : `${namespace.unreadable[0]} ${words.canvas.notReadable}`,
        "question",
      ),
    );
  }
  if (namespace.denyAll) chips.push(chip(words.canvas.denyAll, null));
  if (namespace.mode === "STRICT" || namespace.mode === "DISABLE") {
    chips.push(chip(words.mode[namespace.mode], modeShield[namespace.mode]));
  }
  return chips;
}

/** Room left of the name of a namespace box: the chevron that folds it. */
export const chevronWidth = 16;

/** Least inner width of a namespace box: chevron, name and chips in one row. */
export function headerWidth(namespace: GraphNamespace, words: Words): number {
  const chips = namespaceChips(namespace, words);
  return (
    chevronWidth +
    Math.ceil(textWidth(namespace.name, "name")) +
    chips.reduce((sum, c) => sum + c.width + 6, 0) +
    (chips.length > 0 ? 10 : 0)
  );
}
