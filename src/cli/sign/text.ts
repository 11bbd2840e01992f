/** What `sign` tells: the signed message on stderr, and the list of mistakes. */

import { toBigInt, toHex } from '../../bytes.js';
import { formatAmount } from '../../payload/amount.js';
import type { MessageValues } from '../../payload/encode.js';
import { MESSAGES } from '../../payload/messages.js';
import { MISTAKE_CODES, MISTAKES } from '../../sign/mistakes.js';
import type { Draft, ProviderAnswer } from '../../sign/payload-maker.js';
import type { SignMistakesDocument } from '../documents.js';
import { harmless } from '../text/text.js';
import type { SignOptions } from './options.js';

/** For the person: what was signed. Never the key. */
export function talk(
  draft: Draft,
  options: SignOptions,
  answer: ProviderAnswer,
  invented: readonly string[],
): string {
  const { flow, key, values, decimals } = draft;
  const rows = MESSAGES[flow.kind].fields.flatMap(({ name }) => {
    const value = values[name];
    if (value === undefined || value === '') return [];
    const incoming = name === 'amount_to_wallet';
    const places = incoming ? decimals?.incoming : decimals?.outgoing;
    const note = invented.includes(name) ? ' (invented)' : '';
    return [`  ${name.padEnd(26)}${harmless(valueText(name, value, places))}${note}`];
  });
  const signer = `${key.curve} ${toHex(key.publicKey).slice(0, 18)}…`;
  const head = `${flow.name}, signed with ${options.key ?? 'the public test key'} (${signer})`;
  const wrong =
    options.mistake === undefined
      ? []
      : [`Made wrong on purpose: ${options.mistake.toUpperCase()}`];
  const where = options.out === undefined ? [] : [`Written to ${options.out}`];
  const size = `${String(answer.providerSig.payload ?? '').length} characters of payload`;
  return `${[harmless(head), ...rows, size, ...wrong, ...where.map(harmless)].join('\n')}\n`;
}

function valueText(
  name: string,
  value: NonNullable<MessageValues[string]>,
  places: number | undefined,
): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (!(value instanceof Uint8Array)) {
    const { coefficient, exponent } = value;
    const units = coefficient instanceof Uint8Array ? toBigInt(coefficient) : 0n;
    return `${units} x 10^-${typeof exponent === 'number' ? exponent : 0}`;
  }
  if (!/amount/.test(name)) return toHex(value);
  const units = toBigInt(value);
  return places === undefined ? `${units}` : `${units} (${formatAmount(units, places)})`;
}

export function mistakesText(): string {
  const width = Math.max(...MISTAKE_CODES.map((code) => code.length)) + 2;
  return MISTAKE_CODES.map((code) => `${code.padEnd(width)}${MISTAKES[code].does}\n`).join('');
}

export function mistakesJson(): string {
  const list: SignMistakesDocument = MISTAKE_CODES.map((code) => {
    const { does, flows } = MISTAKES[code];
    return { code, does, flows };
  });
  return `${JSON.stringify(list, null, 2)}\n`;
}
