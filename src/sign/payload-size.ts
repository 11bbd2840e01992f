/** How large a signed payload may be, whatever the host announces beside it. */
import { InputError } from '../errors.js';
import type { Flow } from '../exchange/flows.js';
import { expected } from '../shown.js';
import type { Encoded } from './payload-maker.js';

/** Beside fees of up to 8 bytes; NG stays below 510, where Ledger Wallet's chunks lose bytes. */
const NG_LIMIT = 497;
const LEGACY_LIMIT = 245;

/**
 * Looks whether a payload fits into PROCESS_TRANSACTION_RESPONSE: characters of base64url, in legacy
 * SWAP bytes of protobuf.
 * @throws InputError when the payload does not fit one transaction.
 */
export function checkSize(flow: Flow, { protobuf, text }: Encoded): void {
  const limit = flow.ng ? NG_LIMIT : LEGACY_LIMIT;
  const size = flow.encoding === 'raw' ? protobuf.length : text.length;
  if (size <= limit) return;
  const unit = flow.encoding === 'raw' ? 'bytes of protobuf' : 'characters of base64url';
  throw new InputError(expected('payload', `at most ${limit} ${unit}`, size), {
    hint: `${flow.ng ? 'Shorter addresses or texts are the only way.' : 'Legacy flows have one length byte: NG takes 497 characters.'} To sign it all the same, for a test, add --force.`,
  });
}
