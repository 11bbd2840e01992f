/**
 * Opening the Exchange app, as a wallet does: over the wire. After a hand-over the coin app is told
 * to close, which gives the wire back; from the dashboard the app is opened by name.
 */
import { sendJson } from './api.js';

const CLOSE = 'b0a7000000';
const WHICH = 'b001000000';
const OPEN = 'e0d80000';
const ACCEPTED = '9000';

/** Test builds have a name of their own. */
const NAMES = ['Exchange', 'Exchange TEST'];

/** @throws Error with the server's sentence. */
export async function openExchange(base: string, handedOver: boolean): Promise<void> {
  const send = async (apdu: string): Promise<string> =>
    (await sendJson<{ data: string }>(`${base}/apdu`, { data: apdu })).data;
  if (handedOver) await send(CLOSE);
  if (NAMES.includes(nameIn(await send(WHICH)))) return;
  for (const name of NAMES) {
    const hex = [...name].map((letter) => byte(letter.charCodeAt(0))).join('');
    if ((await send(OPEN + byte(name.length) + hex)) === ACCEPTED) return;
  }
  throw new Error('The Exchange app does not open.');
}

function byte(value: number): string {
  return value.toString(16).padStart(2, '0');
}

/** Format, length, name, … */
function nameIn(answer: string): string {
  const size = Number.parseInt(answer.slice(2, 4), 16);
  const letters = answer.slice(4, 4 + 2 * size).match(/../g) ?? [];
  return letters.map((hex) => String.fromCharCode(Number.parseInt(hex, 16))).join('');
}
