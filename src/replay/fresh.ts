/** Keys with which an old log is made again: our test partner or a given one, and the test authority. */
import { InputError } from '../errors.js';
import type { Curve } from '../exchange/constants.js';
import { FLOWS } from '../exchange/flows.js';
import { testAuthority } from '../host/authority.js';
import { type Partner, testPartner } from '../host/partner.js';
import type { SigningKey } from '../keys/private-key.js';
import { expected } from '../shown.js';

/** For builds that trust the public test key. */
export const freshAuthority = testAuthority;

/**
 * The keys a log is signed again with, by curve: the given partner’s, else the built-in one’s.
 * @throws InputError when the log needs a key on another curve than the given partner's.
 */
export function freshKeys(partner?: Partner): (curve: Curve) => SigningKey {
  return (curve) => {
    if (partner === undefined) return testPartner(flowOn(curve)).key!;
    if (partner.key === undefined || partner.key.curve !== curve) {
      const found =
        partner.key === undefined ? 'a public key alone' : `one on ${partner.key.curve}`;
      throw new InputError(
        expected('--partner', `a private key on ${curve}, as in the log`, found),
      );
    }
    return partner.key;
  };
}

/** A flow whose partner of ours has a key on this curve. */
function flowOn(curve: Curve) {
  return curve === 'secp256k1' ? FLOWS.SWAP_NG : FLOWS.SELL;
}
