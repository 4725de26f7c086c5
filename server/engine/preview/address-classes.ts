import ipaddr from "ipaddr.js";
import { inBlock, parseCidr } from "../match/address.ts";

/** An address that stands for all that no block tells apart from it. */
export interface AddressClass {
  readonly witness: string;
  /** One for each list of blocks. */
  readonly answers: readonly boolean[];
}

/** Shown where they fit: addresses of documentation, then of a private network. */
const preferred = ["203.0.113.7", "198.51.100.7", "192.0.2.7", "10.0.0.7", "2001:db8::7"];

const numberOf = (bytes: readonly number[]): bigint => bytes.reduce((n, b) => (n << 8n) | BigInt(b), 0n);

function textOf(number: bigint, length: number): string {
  const bytes = Array.from({ length }, (_, i) => Number((number >> BigInt(8 * (length - 1 - i))) & 255n));
  return ipaddr.fromByteArray(bytes).toString();
}

/** The first address of a block and the first behind it: between two such borders all addresses are alike. */
function bordersOf(block: string): readonly string[] {
  const cidr = parseCidr(block);
  if (cidr === null) return [];
  const bytes = cidr.base.toByteArray();
  const size = 1n << BigInt(8 * bytes.length - cidr.bits);
  const first = (numberOf(bytes) / size) * size;
  const behind = first + size;
  const last = 1n << BigInt(8 * bytes.length);
  return [textOf(first, bytes.length), ...(behind < last ? [textOf(behind, bytes.length)] : [])];
}

/**
 * Every combination of answers that an address can give to some lists of blocks.
 * @param known the only addresses that there are; null for any
 */
export function addressClasses(
  lists: readonly (readonly string[])[],
  known: readonly string[] | null,
): readonly AddressClass[] {
  const candidates = known ?? [...preferred, "0.0.0.0", "::", ...lists.flat().flatMap(bordersOf)];
  const found = new Map<string, AddressClass>();
  for (const witness of candidates) {
    const answers = lists.map((blocks) => blocks.some((block) => inBlock(witness, block)));
    const key = answers.map(Number).join("");
    if (!found.has(key)) found.set(key, { witness, answers });
  }
  return [...found.values()];
}
