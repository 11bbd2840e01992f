/**
 * Tokens of Ledger as a set of hashes: 32 bits of SHA-256 over chain and contract, sorted, each as
 * the distance from the one before in 7-bit groups, in base64. One token in 100,000 that is not in
 * the set seems to be: good enough for a warning, at a tenth of the size of the list.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { base64 } from '@scure/base';
import { utf8 } from '../../bytes.js';

const isHex = (contract: string) => /^0x[0-9a-f]{40}$/i.test(contract);

/** @param chain Ledger's name of it. */
export function tokenHash(chain: string, contract: string): number {
  const text = `${chain} ${isHex(contract) ? contract.toLowerCase() : contract}`;
  return new DataView(sha256(utf8(text)).buffer).getUint32(0);
}

export function packTokens(hashes: readonly number[]): string {
  const bytes: number[] = [];
  let before = 0;
  for (const hash of [...hashes].sort((a, b) => a - b)) {
    let distance = hash - before;
    while (distance >= 128) {
      bytes.push((distance % 128) + 128);
      distance = Math.floor(distance / 128);
    }
    bytes.push(distance);
    before = hash;
  }
  return base64.encode(Uint8Array.from(bytes));
}

export function unpackTokens(text: string): ReadonlySet<number> {
  const hashes = new Set<number>();
  let [before, distance, place] = [0, 0, 1];
  for (const byte of base64.decode(text)) {
    distance += (byte % 128) * place;
    place *= 128;
    if (byte >= 128) continue;
    before += distance;
    hashes.add(before);
    [distance, place] = [0, 1];
  }
  return hashes;
}
