/**
 * What apps on the device SDK's lib_standard_app have in common while they sign for Exchange: how a
 * command is taken apart (`parser.c`), which extra id they see, and how a session ends. From the
 * moment the app has taken up a transaction its next answer is the last one (`io.c`): Exchange
 * hears "signed" if that answer is 9000, whatever it answers, and "refused" if not.
 */
import { type Command, decodeCommand, response } from '../../apdu/apdu.js';
import { cString, EMPTY, textOf } from '../../bytes.js';
import type { Reason } from '../../device.js';
import { SW } from '../../exchange/status.js';
import { type Approval, extraBytes, type NotStarted, type SigningStep } from './signing.js';

/** The command in an APDU, or null when it is cut or its length byte is wrong. Lc may be missing. */
export function parseCommand(apdu: Uint8Array): Command | null {
  if (apdu.length !== 4) return decodeCommand(apdu) ?? null;
  const [cla = 0, ins = 0, p1 = 0, p2 = 0] = apdu;
  return { cla, ins, p1, p2, data: EMPTY };
}

/** An answer after which the app waits for the next command. */
export function stays<State>(
  state: State,
  status: number,
  reason?: Reason,
  data: Uint8Array = EMPTY,
): SigningStep<State> {
  const answer = response(status, data);
  return reason === undefined ? { state, answer } : { state, answer, reason };
}

/** The answer with which the app returns to Exchange. */
export function returns<State>(
  state: State,
  status: number,
  reason?: Reason,
  data: Uint8Array = EMPTY,
): SigningStep<State> {
  const ends = status === SW.SUCCESS ? 'signed' : 'refused';
  return { ...stays(state, status, reason, data), ends };
}

/** The text an app finds where it looks for the extra id: extra data take its place. */
export function extraIdSeen(approval: Approval): string {
  return textOf(cString(extraBytes(approval)));
}

/** The app does not even start: something the user approved is nothing it can sign. */
export function notStarted(what: string, details: Omit<Reason, 'what'> = {}): NotStarted {
  return { refused: { what, ...details } };
}

/** What nobody has recorded: a status no device uses, and the app stays. */
export function notSimulated<State>(state: State, what: string): SigningStep<State> {
  return stays(state, SW.SIGNING_NOT_SIMULATED, { what: `not simulated: ${what}` });
}
