/** 32 bytes where 64 belong: half a signature, or a hash that was sent in its place. */

import { equal } from '../../../../bytes.js';
import type { PartnerKey } from '../../../check-case.js';
import type { Facts } from '../../../facts/facts.js';
import type { Observation } from '../../../findings/observation.js';
import { RARE, SHA256, USUAL } from './digests.js';
import { xIsOnCurve } from './points.js';
import { nearTexts, rightText } from './texts.js';

/** @param bytes 32 bytes. */
export function loneNumber(
  bytes: Uint8Array,
  facts: Facts,
  key: PartnerKey | undefined,
): Observation {
  // Half a signature and a private key look alike.
  const shown = `${bytes.length} bytes: one number where two belong.`;
  for (const text of [rightText(facts), ...nearTexts(facts)]) {
    const digest = [SHA256, ...USUAL, ...RARE].find(({ of }) => equal(of(text.bytes), bytes));
    if (digest !== undefined) {
      return {
        field: 'signature',
        evidence: `${shown} It is the hash itself and no signature: ${text.what}, ${digest.what}.`,
        fix: 'Sign the hash with your private key and send r and s, 32 bytes each, in base64url.',
      };
    }
  }
  return {
    field: 'signature',
    evidence: `${shown} ${half(bytes, key)} A hash and an HMAC have this size, too.`,
    fix: 'Send both numbers of the signature, r and then s, 32 bytes each, in base64url.',
  };
}

function half(bytes: Uint8Array, key: PartnerKey | undefined): string {
  if (key === undefined) return 'r or s alone is half a signature.';
  return xIsOnCurve(key.curve, bytes)
    ? `It may be r alone, for it is an x coordinate on ${key.curve} (every second number is); or s alone.`
    : `It is s alone if it is half a signature: as r it would have to be an x coordinate on ${key.curve}.`;
}
