import { cString, equal, isHex, textOf } from '../../../bytes.js';
import { FLOWS } from '../../../exchange/flows.js';
import { type Facts, textField } from '../../facts/facts.js';
import { isPrintable } from '../../payload/readable-text.js';
import { WIRE_TYPES } from '../../payload/wire.js';

/** Bytes of a nonce, and letters of one in a legacy swap. */
export const SIZE = 32;
export const LETTERS = 10;

/** The nonce of this transaction, or one that may be. */
export function isNonceClean(facts: Facts): boolean {
  const { messageFlow, fields, judged } = facts;
  const field = fields.get(messageFlow.nonceField);
  if (field === undefined) return false;
  const wanted = judged.nonce;
  if (messageFlow.nonce === 'letters') {
    if (wanted !== undefined) {
      return wanted.length > 0 && textField(facts, messageFlow.nonceField) === textOf(wanted);
    }
    const letters = cString(field.bytes);
    return letters.length === LETTERS && isPrintable(letters);
  }
  if (field.wireType !== WIRE_TYPES.sized || field.bytes.length !== SIZE) return false;
  const hasLegacy =
    messageFlow.nonceField === FLOWS.SWAP_NG.nonceField &&
    textField(facts, FLOWS.SWAP.nonceField) !== '';
  if (hasLegacy) return false;
  return wanted === undefined ? !isHex(textOf(field.bytes)) : equal(field.bytes, wanted);
}
