/**
 * Deliberate mistakes, by the code of the finding each one is to cause (PROVIDER-API 6.1 to 6.4 and
 * the fixtures made for it): a right order in, a wrong payload, signature or answer out. One entry
 * for each code.
 */

import { InputError } from '../errors.js';
import type { Flow } from '../exchange/flows.js';
import { shownText } from '../shown.js';
import type { Mistake } from './mistake.js';
import { AMOUNT_MISTAKES } from './mistakes/amount.js';
import { CURRENCY_MISTAKES } from './mistakes/currency.js';
import { ENVELOPE_MISTAKES } from './mistakes/envelope.js';
import { FIAT_MISTAKES } from './mistakes/fiat.js';
import { MESSAGE_MISTAKES } from './mistakes/message.js';
import { NONCE_MISTAKES } from './mistakes/nonce.js';
import { SIGNATURE_MISTAKES } from './mistakes/signature.js';

/** Every deliberate mistake by its code, which is the code of the finding it causes. */
export const MISTAKES = byCode({
  ...SIGNATURE_MISTAKES,
  ...ENVELOPE_MISTAKES,
  ...MESSAGE_MISTAKES,
  ...NONCE_MISTAKES,
  ...AMOUNT_MISTAKES,
  ...CURRENCY_MISTAKES,
  ...FIAT_MISTAKES,
});

/** The code of a deliberate mistake. */
export type MistakeCode = keyof typeof MISTAKES;

/** All codes, in the order of the catalogue. */

export const MISTAKE_CODES = Object.keys(MISTAKES) as readonly MistakeCode[];

/** @throws InputError for a code that is not in the catalogue, or not a mistake in this flow. */
export function mistakeNamed(code: string, flow: Flow, field = 'mistake'): Mistake {
  const found = MISTAKE_CODES.find((known) => known.toLowerCase() === code.trim().toLowerCase());
  if (found === undefined) {
    throw new InputError(`${field}: expected the code of a mistake, found ${shownText(code)}`, {
      hint: 'exchange-sim sign --list-mistakes prints all of them.',
    });
  }
  const mistake = MISTAKES[found];
  if (mistake.flows.includes(flow.name)) return mistake;
  throw new InputError(
    `${field}: expected one that can be made in ${flow.name}, found ${found}, which belongs to ${mistake.flows.join(', ')}`,
  );
}

function byCode<Code extends string>(
  mistakes: Readonly<Record<Code, Mistake>>,
): Readonly<Record<Code, Mistake>> {
  return mistakes;
}
