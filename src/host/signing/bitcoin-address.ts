/** Output scripts of Bitcoin addresses. */
import { bech32, bech32m } from '@scure/base';
import { concat } from '../../bytes.js';
import { base58Payload } from '../../simulator/coins/hashes.js';

/** Undefined for what is no address of the main network. */
export function scriptOfAddress(address: string): Uint8Array | undefined {
  return /^bc1/i.test(address) ? segwitScript(address) : base58Script(address);
}

function base58Script(address: string): Uint8Array | undefined {
  const payload = base58Payload(address);
  if (payload?.length !== 21) return undefined;
  const [version, hash] = [payload[0], payload.subarray(1)];
  if (version === 0x00) {
    return concat(Uint8Array.of(0x76, 0xa9, 0x14), hash, Uint8Array.of(0x88, 0xac));
  }
  return version === 0x05
    ? concat(Uint8Array.of(0xa9, 0x14), hash, Uint8Array.of(0x87))
    : undefined;
}

function segwitScript(address: string): Uint8Array | undefined {
  for (const code of [bech32, bech32m]) {
    const decoded = code.decodeUnsafe(address.toLowerCase());
    const [version, ...words] = decoded?.words ?? [];
    if (version === undefined || (version === 0) !== (code === bech32)) continue;
    const program = code.fromWordsUnsafe(words);
    if (program) {
      return concat(Uint8Array.of(version === 0 ? 0 : 0x50 + version, program.length), program);
    }
  }
  return undefined;
}
