import { type OutcomeLook, outcomeLook } from "../look/outcome.ts";
import { dashPattern, namedWidth, observedWidth, transportLook } from "../look/transport.ts";
import type { Line } from "./line.ts";
import { type NodeLook, nameShift } from "./node-look.ts";

/** An element of the canvas as plain data: what cytoscape is given, without importing it. */
export interface CanvasElement {
  readonly group: "nodes" | "edges";
  readonly data: Readonly<Record<string, string | number | readonly number[] | undefined>> & {
    readonly id: string;
  };
  readonly classes: string;
}

export const namespaceId = (name: string): string => `namespace:${name}`;

/** Of a large graph only what takes the pointer: nodes without a face, by themselves. */
export const bareElements = (nodes: readonly NodeLook[]): CanvasElement[] =>
  nodes.map(({ id, kind, width, height }) => ({
    group: "nodes",
    data: { id, width, height, name: "", shift: 0 },
    classes: `node bare ${kind}`,
  }));

/** Namespaces, workloads and edges in that order: a parent stands before its children, ends before their line. */
export function elements(
  nodes: readonly NodeLook[],
  edges: readonly Line[],
  pale: ReadonlySet<string> = new Set(),
): CanvasElement[] {
  const names = [...new Set(nodes.flatMap((node) => (node.namespace === null ? [] : [node.namespace])))];
  return [
    ...names.map(
      (name): CanvasElement => ({ group: "nodes", data: { id: namespaceId(name) }, classes: "namespace" }),
    ),
    ...nodes.map((node) => nodeElement(node, pale.has(node.id))),
    ...edges.map((edge) => edgeElement(edge, pale.has(edge.id))),
  ];
}

function nodeElement(node: NodeLook, pale: boolean): CanvasElement {
  const classes = [
    "node",
    node.kind,
    ...(node.noProxy ? ["noProxy"] : []),
    ...(node.second === null ? [] : ["twoLines"]),
    ...(pale ? ["pale"] : []),
  ];
  return {
    group: "nodes",
    data: {
      id: node.id,
      ...(node.namespace === null ? {} : { parent: namespaceId(node.namespace) }),
      name: node.name,
      width: node.width,
      height: node.height,
      shift: nameShift(node),
    },
    classes: classes.join(" "),
  };
}

function edgeElement(edge: Line, pale: boolean): CanvasElement {
  const look: OutcomeLook = outcomeLook[edge.outcome];
  const line = transportLook[edge.transport ?? "mtls"].line;
  const width = edge.evidence.perSecond === null ? namedWidth : observedWidth(edge.evidence.perSecond);
  const faint = !edge.evidence.observed && !edge.evidence.asked;
  return {
    group: "edges",
    data: {
      id: edge.id,
      source: edge.client,
      target: edge.server,
      width: line === "double" ? 2 : width,
      dash: dashPattern(line, width) ?? [1, 0],
    },
    classes: [
      `colour-${look.family}`,
      `mark-${look.mark}`,
      `line-${line}`,
      ...(faint ? ["faint"] : []),
      ...(pale ? ["pale"] : []),
      ...(edge.evidence.asked && !edge.evidence.observed && edge.evidence.named.length === 0
        ? ["asked"]
        : []),
    ].join(" "),
  };
}
