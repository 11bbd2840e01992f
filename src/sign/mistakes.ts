/**
 * Deliberate mistakes, by the code of the finding each one is to cause (findings.md): a right order
 * in, a wrong payload, signature or answer out. Each lies beside the rule that finds it, in
 * `check/rules/<topic>/mistakes.ts`.
 */
import type { FindingCode } from '../check/findings/codes.js';
import { ADDRESS_MISTAKES } from '../check/rules/address/mistakes.js';
import { AMOUNT_MISTAKES, AMOUNT_NO_MISTAKE } from '../check/rules/amount/mistakes.js';
import { ANSWER_MISTAKES, ANSWER_NO_MISTAKE } from '../check/rules/answer/mistakes.js';
import { CURRENCY_MISTAKES, CURRENCY_NO_MISTAKE } from '../check/rules/currency/mistakes.js';
import { DEVICE_NO_MISTAKE } from '../check/rules/device/mistakes.js';
import { FIAT_MISTAKES } from '../check/rules/fiat/mistakes.js';
import { MEMO_MISTAKES } from '../check/rules/memo/mistakes.js';
import { MESSAGE_MISTAKES } from '../check/rules/message/mistakes.js';
import { NONCE_MISTAKES } from '../check/rules/nonce/mistakes.js';
import { PAYLOAD_MISTAKES } from '../check/rules/payload/mistakes.js';
import { PUBLIC_KEY_MISTAKES, PUBLIC_KEY_NO_MISTAKE } from '../check/rules/public-key/mistakes.js';
import { SIGNATURE_MISTAKES, SIGNATURE_NO_MISTAKE } from '../check/rules/signature/mistakes.js';
import { SIZE_MISTAKES } from '../check/rules/size/mistakes.js';
import { TEXT_MISTAKES } from '../check/rules/text/mistakes.js';
import { InputError } from '../errors.js';
import type { Flow } from '../exchange/flows.js';
import { expected, shownText } from '../shown.js';
import { type Mistake, mistakes, noMistake } from './mistake.js';

/** Every deliberate mistake by its code, which is the code of the finding it causes. */
export const MISTAKES = mistakes({
  ...SIGNATURE_MISTAKES,
  ...PUBLIC_KEY_MISTAKES,
  ...ANSWER_MISTAKES,
  ...PAYLOAD_MISTAKES,
  ...SIZE_MISTAKES,
  ...MESSAGE_MISTAKES,
  ...TEXT_MISTAKES,
  ...MEMO_MISTAKES,
  ...NONCE_MISTAKES,
  ...AMOUNT_MISTAKES,
  ...CURRENCY_MISTAKES,
  ...ADDRESS_MISTAKES,
  ...FIAT_MISTAKES,
});

/** The code of a deliberate mistake. */
export type MistakeCode = keyof typeof MISTAKES;

/** All codes, in the order of the catalogue of findings. */
export const MISTAKE_CODES = Object.keys(MISTAKES) as readonly MistakeCode[];

/** Findings that no mistake causes, and why: each finding is either here or above. */
export const NO_MISTAKE = noMistake({
  ...SIGNATURE_NO_MISTAKE,
  ...PUBLIC_KEY_NO_MISTAKE,
  ...ANSWER_NO_MISTAKE,
  ...AMOUNT_NO_MISTAKE,
  ...CURRENCY_NO_MISTAKE,
  ...DEVICE_NO_MISTAKE,
}) satisfies Readonly<Record<Exclude<FindingCode, MistakeCode>, string>>;

/**
 * The mistake that causes the finding with this code; any case.
 * @param field how the message calls what was named.
 * @throws InputError for a code that is not in the catalogue, or not a mistake in this flow.
 */
export function mistakeNamed(code: string, flow: Flow, field = 'mistake'): Mistake {
  const found = MISTAKE_CODES.find((known) => known.toLowerCase() === code.trim().toLowerCase());
  if (found === undefined) {
    const why = Object.entries(NO_MISTAKE).find(([known]) => known === code.trim().toUpperCase());
    const hint = 'exchange-sim sign --list-mistakes prints all of them.';
    throw new InputError(expected(field, 'the code of a mistake', shownText(code)), {
      hint: why === undefined ? hint : `No mistake makes that finding. ${why[1]} ${hint}`,
    });
  }
  const mistake = MISTAKES[found];
  if (mistake.flows.includes(flow.name)) return mistake;
  throw new InputError(
    expected(
      field,
      `one that can be made in ${flow.name}`,
      `${found}, which belongs to ${mistake.flows.join(', ')}`,
    ),
  );
}
