/**
 * What a coin app answers once it has the wire: Exchange's catalogue does not hold for its status
 * words, and the bytes in front of a refusal say what differs from what the user approved.
 */
import { decodeResponse, statusText } from '../apdu/apdu.js';
import { textOf, toHex } from '../bytes.js';
import { SIGN_AS_APPROVED } from '../exchange/coin-app-status.js';
import { INS } from '../exchange/constants.js';
import { coinAppMeaning, SWAP_REFUSED } from '../exchange/other-status.js';
import { SW } from '../exchange/status.js';
import { swapRefusal } from '../exchange/swap-refusal.js';
import type { DecodedAnswer, DecodedField } from './decoded.js';

/** The app says by its code that it refuses what Exchange asked for: it has returned. */
export function isCodedRefusal({ name, fields }: DecodedAnswer): boolean {
  return name === SWAP_REFUSED && fields.some((field) => field.name === 'swapError');
}

/**
 * An answer that Exchange alone gives while a coin app is taken to have the wire: to a command out of
 * its order, and its version.
 */
export function isExchangesOwn(apdu: Uint8Array, response: Uint8Array | null): boolean {
  if (response === null || response.length < 2) return false;
  const { status, data } = decodeResponse(response);
  if (status === SW.UNEXPECTED_INSTRUCTION) return true;
  return apdu[1] === INS.GET_VERSION && status === SW.SUCCESS && data.length === VERSION_SIZE;
}

const VERSION_SIZE = 3;

/** @param app name of the coin app, as far as it is known. */
export function coinAppAnswer(answer: Uint8Array, app: string): DecodedAnswer {
  const data = answer.subarray(0, -2);
  const word = answer.at(-2)! * 256 + answer.at(-1)!;
  const status = statusText(word);
  if (word === 0x9000) {
    const fields =
      data.length === 0 ? [] : [{ name: 'data', value: toHex(data), size: data.length }];
    return { status, name: 'SUCCESS', says: `The ${app} app accepted it.`, fix: '', fields };
  }
  const code = data.length >= 2 ? data[0]! * 256 + data[1]! : undefined;
  const meaning = coinAppMeaning(word, app, code !== undefined);
  const isRefusal = meaning?.name === SWAP_REFUSED;
  const refusal = code === undefined || !isRefusal ? undefined : swapRefusal(code);
  const fields: DecodedField[] = [];
  if (refusal !== undefined) {
    fields.push({
      name: 'swapError',
      value: `${toHex(data.subarray(0, 2))}: ${refusal.says}`,
      size: 2,
    });
  }
  const rest = refusal === undefined ? data : data.subarray(2);
  const difference = refusal && differenceIn(textOf(rest));
  if (difference !== undefined) {
    fields.push({ name: 'difference', value: difference, size: rest.length });
  } else if (rest.length > 0) {
    fields.push({ name: 'data', value: toHex(rest), size: rest.length });
  }
  return {
    status,
    name: meaning?.name ?? 'UNKNOWN',
    says: refusal?.says ?? meaning?.says ?? `A status word of the ${app} app.`,
    fix:
      refusal?.fix ??
      (isRefusal ? SIGN_AS_APPROVED : meaning?.fix) ??
      `Look into the documentation of the ${app} app.`,
    fields,
  };
}

/** Of what some apps write behind the code, `approved != signed`; undefined of anything else. */
function differenceIn(text: string): string | undefined {
  const match = /^([\x20-\x7e]*) != ([\x20-\x7e]*)$/.exec(text);
  return match === null ? undefined : `${match[2]}, approved ${match[1]}`;
}
