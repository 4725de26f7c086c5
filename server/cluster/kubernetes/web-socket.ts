import "server-only";
import { randomBytes } from "node:crypto";
import type { Duplex } from "node:stream";

/** The messages of one WebSocket. */
export interface Messages {
  /** Sends one binary message. */
  readonly send: (message: Buffer) => void;
  readonly close: () => void;
}

/** A message longer than this is none of a port-forward. */
const MOST = 16 * 1024 * 1024;

/**
 * Reads and writes the frames of a WebSocket that was upgraded already, as its client.
 * @param head what came behind the answer's headers
 * @param told each whole message, and once that it is over
 * @source RFC 6455, sections 5.2 to 5.5
 */
export function readMessages(
  socket: Duplex,
  head: Buffer,
  told: { readonly message: (message: Buffer) => void; readonly end: () => void },
): Messages {
  let waiting = head;
  let parts: Buffer[] = [];
  let over = false;
  const end = () => {
    if (over) return;
    over = true;
    socket.destroy();
    told.end();
  };
  const write = (opcode: number, payload: Buffer) => {
    if (!over) socket.write(frameOf(opcode, payload));
  };
  const take = (chunk: Buffer) => {
    waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
    for (let frame = nextFrame(waiting); frame !== null && !over; frame = nextFrame(waiting)) {
      if (frame === "tooLong") return end();
      waiting = waiting.subarray(frame.length);
      if (frame.opcode === 8) return end();
      if (frame.opcode === 9) write(10, frame.payload);
      if (frame.opcode > 2) continue;
      parts.push(frame.payload);
      if (!frame.last) continue;
      told.message(parts.length === 1 ? frame.payload : Buffer.concat(parts));
      parts = [];
    }
  };
  socket.on("data", take);
  socket.on("error", end);
  socket.on("close", end);
  queueMicrotask(() => take(Buffer.alloc(0)));
  return {
    send: (message) => write(2, message),
    close: () => {
      write(8, Buffer.from([3, 232]));
      end();
    },
  };
}

interface Frame {
  readonly opcode: number;
  readonly last: boolean;
  readonly payload: Buffer;
  /** Bytes of the whole frame. */
  readonly length: number;
}

/** @returns null when more has to come */
function nextFrame(bytes: Buffer): Frame | "tooLong" | null {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return null;
  const short = second & 127;
  const start = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < start) return null;
  const size =
    short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
  if (size > MOST) return "tooLong";
  // Only clients mask.
  if (bytes.length < start + size) return null;
  const payload = bytes.subarray(start, start + size);
  return { opcode: first & 15, last: (first & 128) !== 0, payload, length: start + size };
}

function frameOf(opcode: number, payload: Buffer): Buffer {
  const size = payload.length;
  const header = size < 126 ? Buffer.alloc(2) : size < 65_536 ? Buffer.alloc(4) : Buffer.alloc(10);
  header[0] = 128 | opcode;
  header[1] = 128 | (size < 126 ? size : size < 65_536 ? 126 : 127);
  if (size >= 65_536) header.writeBigUInt64BE(BigInt(size), 2);
  else if (size >= 126) header.writeUInt16BE(size, 2);
  const mask = randomBytes(4);
  const masked = Buffer.from(payload);
  for (let i = 0; i < size; i++) masked[i] = (payload[i] ?? 0) ^ (mask[i & 3] ?? 0);
  return Buffer.concat([header, mask, masked]);
}
