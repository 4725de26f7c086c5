import { parseSync } from "oxc-parser";

/** One import as it stands in a file. */
export interface Import {
  /** What is imported, as written; undefined when it is computed and so cannot be judged. */
  readonly specifier: string | undefined;
  /** Nothing of it is left when the program runs. */
  readonly typeOnly: boolean;
  readonly line: number;
}

type Node = { readonly type: string; readonly start: number } & Readonly<Record<string, unknown>>;

/**
 * Every import of a TypeScript file in whatever form: import, export from, import(), import types, require, vi.mock,
 * and `new URL("./x.ts", import.meta.url)`, which is how a worker is named.
 * @throws Error when the file cannot be parsed
 */
export function readImports(path: string, text: string): readonly Import[] {
  const { program, errors } = parseSync(path, text);
  const error = errors[0];
  if (error) throw new Error(`${path}: ${error.message}`);
  const found: Import[] = [];
  visit(program as unknown as Node, (node) => {
    const imported = importOf(node);
    if (imported) found.push({ ...imported, line: text.slice(0, node.start).split("\n").length });
  });
  return found;
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) visit(child, see);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function importOf(node: Node): Omit<Import, "line"> | undefined {
  switch (node.type) {
    case "ImportDeclaration":
      return { specifier: literal(node.source), typeOnly: isTypeOnly(node, node.importKind) };
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
      if (!node.source) return undefined;
      return { specifier: literal(node.source), typeOnly: isTypeOnly(node, node.exportKind) };
    case "ImportExpression":
      return { specifier: literal(node.source), typeOnly: false };
    case "TSImportType":
      return { specifier: literal(node.source), typeOnly: true };
    case "TSExternalModuleReference":
      return { specifier: literal(node.expression), typeOnly: false };
    case "CallExpression":
      return loaders.has(nameOf(node.callee))
        ? { specifier: firstArgument(node), typeOnly: false }
        : undefined;
    case "NewExpression":
      return isOwnUrl(node) ? { specifier: firstArgument(node), typeOnly: false } : undefined;
    default:
      return undefined;
  }
}

/** Calls that take what an import takes. */
const loaders = new Set([
  "require",
  "require.resolve",
  "import.meta.resolve",
  "vi.mock",
  "vi.doMock",
  "vi.importActual",
  "vi.importMock",
]);

/** `import type {}` as well as `import { type A, type B }`, unless it imports for the side effect too. */
function isTypeOnly(node: Node, kind: unknown): boolean {
  if (kind === "type") return true;
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers : [];
  return (
    specifiers.length > 0 &&
    specifiers.every((specifier) => specifier.importKind === "type" || specifier.exportKind === "type")
  );
}

function literal(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node.type === "TSLiteralType") return literal(node.literal);
  if (node.type !== "TemplateLiteral" || !Array.isArray(node.quasis) || node.quasis.length !== 1)
    return undefined;
  return node.quasis[0].value.cooked;
}

function firstArgument(node: Node): string | undefined {
  return Array.isArray(node.arguments) ? literal(node.arguments[0]) : undefined;
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return "";
  if (node.type === "Identifier") return String(node.name);
  if (node.type === "MetaProperty") return "import.meta";
  return node.type === "MemberExpression" ? `${nameOf(node.object)}.${nameOf(node.property)}` : "";
}

/** A URL beside this file; any other URL is an address, not an import. */
function isOwnUrl(node: Node): boolean {
  const base = Array.isArray(node.arguments) ? node.arguments[1] : undefined;
  return nameOf(node.callee) === "URL" && nameOf(base) === "import.meta.url";
}
