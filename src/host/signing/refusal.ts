/** What a coin app's last answer says when it does not sign. */
import { decodeResponse, statusText } from '../../apdu/apdu.js';
import { textOf, toHex } from '../../bytes.js';
import type { Reason } from '../../device.js';
import { coinAppMeaning } from '../../exchange/other-status.js';
import { swapRefusal } from '../../exchange/swap-refusal.js';
import { shownText } from '../../shown.js';

/** Why a coin app did not sign. */
export interface SigningRefusal {
  /** Four hex digits. */
  readonly status: string;
  /** The two bytes in front of the status that say what differs, four hex digits. */
  readonly code: string | null;
  readonly says: string;
  /** What only a simulator knows: in words, what differs. */
  readonly reason: Reason | null;
}

/** @param answer of two bytes or more. */
export function refusalOf(
  answer: Uint8Array,
  app: string,
  reason: Reason | undefined,
): SigningRefusal {
  const { status, data } = decodeResponse(answer);
  const told = data.length < 2 ? undefined : swapRefusal(data[0]! * 256 + data[1]!);
  const meaning = coinAppMeaning(status, app, told !== undefined);
  const says = told?.says ?? meaning?.says ?? `The ${app} app did not sign.`;
  // Cosmos says it in a text, where others have the code.
  const isText = told === undefined && data.length > 0 && data.every((b) => b >= 0x20 && b < 0x7f);
  return {
    status: statusText(status),
    code: told === undefined ? null : toHex(data.subarray(0, 2)),
    says: isText ? `${says} The app says: ${shownText(textOf(data))}.` : says,
    reason: reason ?? null,
  };
}
