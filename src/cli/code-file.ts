/**
 * Compiled code of scripts in one file: a CRC-32 of all that follows, the length of an index (4 bytes
 * each, little-endian), the index as JSON, and what V8 made of each script, one behind the other. V8
 * refuses what another version of it, or with other flags, has made, and ends the process for code
 * of which a single bit is wrong.
 */
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

interface Index {
  /** Of which build the scripts are; V8 itself compares no more than their lengths. */
  readonly build: string;
  /** Where each script's code lies behind the index: offset and length. */
  readonly scripts: Readonly<Record<string, readonly [number, number]>>;
}

const HEAD_SIZE = 8;

/** Compiled code by the name of its script; of another build or user, or damaged: none. */
export function readCode(file: string, build: string): ReadonlyMap<string, Buffer> {
  try {
    if (!isOurs(file)) return new Map();
    const bytes = readFileSync(file);
    if (bytes.readUInt32LE(0) !== checksum(bytes.subarray(4))) return new Map();
    const start = HEAD_SIZE + bytes.readUInt32LE(4);
    const index: Index = JSON.parse(bytes.toString('utf8', HEAD_SIZE, start));
    if (index.build !== build) return new Map();
    return new Map(
      Object.entries(index.scripts).map(([name, [offset, length]]) => [
        name,
        bytes.subarray(start + offset, start + offset + length),
      ]),
    );
  } catch {
    return new Map();
  }
}

/** Where it cannot be written, it is not: commands are only slower without it. */
export function writeCode(file: string, build: string, code: ReadonlyMap<string, Buffer>): void {
  let size = 0;
  const scripts: Record<string, [number, number]> = {};
  for (const [name, { length }] of code) {
    scripts[name] = [size, length];
    size += length;
  }
  const index = Buffer.from(JSON.stringify({ build, scripts } satisfies Index));
  const bytes = Buffer.concat([Buffer.alloc(HEAD_SIZE), index, ...code.values()]);
  bytes.writeUInt32LE(index.length, 4);
  bytes.writeUInt32LE(checksum(bytes.subarray(4)), 0);
  // Another process may be reading, or writing, too.
  const whole = `${file}.${process.pid}`;
  try {
    writeFileSync(whole, bytes, { mode: 0o600 });
    renameSync(whole, file);
  } catch {
    if (existsSync(whole)) rmSync(whole);
  }
}

/** A file that this user has written: what another one has could be anybody's code. */
function isOurs(file: string): boolean {
  const found = statSync(file);
  const user = process.getuid?.();
  return found.isFile() && (user === undefined || found.uid === user);
}

/** CRC-32, of a text as UTF-8. */
export function checksum(data: Buffer | string): number {
  // Node's is native, and is there wherever compiled code is kept by us.
  const { crc32 } = process.getBuiltinModule('node:zlib') as unknown as Crc32;
  return crc32(data);
}

/** Missing in the types of Node 20, not in Node 20.15. */
type Crc32 = { readonly crc32: (data: Uint8Array | string) => number };
