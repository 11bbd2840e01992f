/** What the options of `check` say of a case: what its file need not say. */

import { parseJson } from '../../check/answer/json-text.js';
import type { CaseOptions } from '../../check/answer/read-case.js';
import type { PartnerKey } from '../../check/check-case.js';
import { parsePublicKey } from '../../check/rules/public-key/public-key.js';
import { encodeBase64 } from '../../codec/base64.js';
import { textIn } from '../../codec/text.js';
import { InputError } from '../../errors.js';
import { readKey } from '../../keys/read-key.js';
import { parseAmount } from '../../payload/amount.js';
import { expected } from '../../shown.js';
import { readInput, textOrFile } from '../files/input.js';
import { keyOrFile } from '../files/key.js';
import type { CheckOptions } from './options.js';

/** @throws InputError naming the option. */
export function caseOptions(options: CheckOptions): CaseOptions {
  const { flow, legacy, curve, nonce, request, fees, partnerName, otherKey } = options;
  return {
    flow,
    legacy,
    publicKey: publicKeyOf(options),
    curve,
    nonce,
    request: request === undefined ? undefined : requestOf(request),
    fees:
      fees === undefined
        ? undefined
        : parseAmount(fees, { field: '--fees', decimals: 0, unit: 'base units' }),
    partnerName,
    otherKeys: otherKey?.map((text, at) => otherKeyOf(text, at, curve)),
  };
}

/** The case the options are themselves; undefined when there is no --payload. */
export function caseOfOptions({ payload, signature }: CheckOptions): object | undefined {
  if (payload === undefined) {
    if (signature === undefined) return undefined;
    throw new InputError(expected('--signature', 'beside --payload', 'alone'));
  }
  return {
    payload: withoutLineEnd(textOrFile(payload, '--payload')),
    ...(signature && { signature: withoutLineEnd(textOrFile(signature, '--signature')) }),
  };
}

/** An editor's line end at the end of a file is no part of what the provider sent. */
function withoutLineEnd(text: string): string {
  return text.replace(/\r?\n$/, '');
}

/** Read here once, so that what is wrong with it is said of the option and not of every case. */
function publicKeyOf({ publicKey, curve }: CheckOptions): CaseOptions['publicKey'] {
  if (publicKey === undefined) return undefined;
  const source = keyOrFile(publicKey, '--public-key');
  const reading = readKey(source, { curve });
  const needsCurve = reading.kind === 'unreadable' && reading.needsCurve === 'public';
  // A case may say the curve.
  if (!needsCurve) parsePublicKey(source, { field: '--public-key', curve });
  // Plain data: it is sent to other threads, and part of what a resumed check is asked.
  return typeof source === 'string' ? source : (textIn(source) ?? encodeBase64(source));
}

function otherKeyOf(given: string, at: number, wanted: CheckOptions['curve']): PartnerKey {
  const field = '--other-key';
  // A key that names its curve may be on another one than the bare ones.
  const { curve, publicKey } = parsePublicKey(keyOrFile(given, field), { field, fallback: wanted });
  return { curve, publicKey, label: `${field} number ${at + 1}` };
}

function requestOf(file: string): Readonly<Record<string, unknown>> {
  const value = parseJson(readInput(file, '--request'), `--request: ${file}`);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Readonly<Record<string, unknown>>;
  }
  throw new InputError(expected('--request', `a JSON object in ${file}`, 'another value'));
}
