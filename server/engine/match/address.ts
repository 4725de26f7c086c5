import ipaddr from "ipaddr.js";

type Parsed = { readonly base: ipaddr.IPv4 | ipaddr.IPv6; readonly bits: number };

/** The same texts are asked about by every caller; both maps are emptied before they grow large. */
const most = 20_000;
function remembered<Value>(parse: (text: string) => Value): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= most) known.clear();
    const parsed = parse(text);
    known.set(text, parsed);
    return parsed;
  };
}

function parseAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  // "10.1" is an address for the library but not for Istio.
  if (!text.includes(":") && !ipaddr.IPv4.isValidFourPartDecimal(text)) return null;
  return ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

/** An address or CIDR; null when it is neither. */
export function parseCidr(text: string): Parsed | null {
  const slash = text.indexOf("/");
  const base = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (base === null) return null;
  const most = base.kind() === "ipv4" ? 32 : 128;
  if (slash < 0) return { base, bits: most };
  const bits = text.slice(slash + 1);
  return /^\d{1,3}$/.test(bits) && Number(bits) <= most ? { base, bits: Number(bits) } : null;
}

const addressOf = remembered(parseAddress);
const blockOf = remembered(parseCidr);

/** True when the address lies in the block; false for another family or for text that is no address. */
export function inBlock(address: string, block: string): boolean {
  const cidr = blockOf(block);
  const ip = addressOf(address);
  if (cidr === null || ip === null || ip.kind() !== cidr.base.kind()) return false;
  return ip.match(cidr.base, cidr.bits);
}
