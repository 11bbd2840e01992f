/** A command or an answer that was found, or what is wrong with it. */
import { type Found, MIN_ANSWER, MIN_COMMAND, type Turn } from './found.js';

export interface TurnPlace {
  readonly at: number;
  readonly time?: number | undefined;
  readonly device?: string | undefined;
}

/** The turn; bytes that are too few for one are unreadable. */
export function turn(kind: Turn['kind'], bytes: Uint8Array, place: TurnPlace): Found[] {
  if (isTooShort(kind, bytes)) {
    const count = bytes.length === 1 ? '1 byte' : `${bytes.length} bytes`;
    return unreadable(kind, `${count} only`, place);
  }
  const { at, time, device } = place;
  return [{ kind, bytes, at, ...(time === undefined ? {} : { time }), ...of(device) }];
}

export function isTooShort(kind: Turn['kind'], bytes: Uint8Array): boolean {
  return bytes.length < (kind === 'command' ? MIN_COMMAND : MIN_ANSWER);
}

/** An unreadable command also ends the wait for the answer to the one before: the next answer is not its. */
export function unreadable(kind: Turn['kind'], why: string, place: TurnPlace): Found[] {
  const problem: Found = { kind: 'problem', at: place.at, what: `${kind} with ${why}` };
  return kind === 'answer'
    ? [problem]
    : [problem, noAnswer('the next command cannot be read', place)];
}

export function noAnswer(what: string, { at, device }: TurnPlace): Found {
  return { kind: 'failure', what, at, ...of(device) };
}

function of(device: string | undefined): { device?: string } {
  return device === undefined ? {} : { device };
}
