/** The person at the device: what is done when a review comes up, and when. */

import { forward } from '../device/forward.js';
import { decide, reviewOrAnswer } from '../device/review.js';
import {
  type Button,
  type Device,
  type DeviceScreen,
  isNano,
  type Model,
  type Touch,
} from '../device.js';
import { DeviceError } from '../errors.js';
import { instructionName } from '../exchange/constants.js';
import type { Time } from '../simulator/faults/index.js';
import { LIMITS } from './limits.js';

/** What the user does when the review is there. */
export interface User {
  /** nobody: the review stays. */
  readonly does: 'approve' | 'reject' | 'nobody';
  /** Seconds until the first gesture. */
  readonly after: number;
  /** Seconds the host waits for a decision. */
  readonly patience: number;
  /** These gestures, then nothing; instead of `does`. */
  readonly gestures?: readonly Gesture[];
}

/** One gesture of the user. */
export type Gesture =
  | { readonly kind: 'press'; readonly button: Button }
  | { readonly kind: 'touch'; readonly touch: Touch }
  | { readonly kind: 'next' | 'approve' | 'reject' };

const SECOND = 1000;

/**
 * The device with its user. It has no screen of its own: whoever sends a command that brings a
 * review waits for the answer and nothing else. Where no program can press, a person is waited for.
 */
export function withUser(device: Device, user: User, time: Time): Device {
  const { screen } = device;
  const exchange = (apdu: Uint8Array) => {
    const send = () => device.exchange(apdu);
    const wait = (answered: Promise<unknown>) => patience(answered, apdu, user, time);
    if (screen === undefined) return withPerson(send(), wait);
    return reviewOrAnswer(screen, send, async (answered) => {
      await act(screen, user, time);
      await wait(answered);
    });
  };
  return forward(device, { exchange, screen: undefined });
}

async function withPerson(
  answer: Promise<Uint8Array>,
  wait: (answered: Promise<unknown>) => Promise<void>,
): Promise<Uint8Array> {
  await wait(answer.catch(() => {}));
  return answer;
}

/** @throws DeviceError when the host is tired of waiting. */
async function patience(
  answered: Promise<unknown>,
  apdu: Uint8Array,
  user: User,
  time: Time,
): Promise<void> {
  const over = new AbortController();
  const tired = time.wait(user.patience * SECOND, over.signal).then(() => 'tired' as const);
  try {
    if ((await Promise.race([answered, tired])) !== 'tired') return;
  } finally {
    over.abort();
  }
  const name = instructionName(apdu[1] ?? -1) ?? 'the command';
  throw new DeviceError(`nobody decided on the review of ${name} within ${user.patience} s`);
}

async function act(screen: DeviceScreen, user: User, time: Time): Promise<void> {
  if (user.after > 0) await time.wait(user.after * SECOND);
  if (user.gestures === undefined) {
    if (user.does !== 'nobody') await decide(screen, user.does);
    return;
  }
  for (const gesture of user.gestures) {
    if (gesture.kind === 'press') await screen.press(gesture.button);
    else if (gesture.kind === 'touch') await screen.touch(gesture.touch);
    else await screen[gesture.kind]();
  }
}

/** What a device of this model does not have and these gestures need; undefined when they can be made. */
export function missingFor(
  { gestures = [] }: User,
  model: Model,
): 'buttons' | 'touch screen' | undefined {
  const missing = isNano(model) ? 'touch' : 'press';
  if (!gestures.some(({ kind }) => kind === missing)) return undefined;
  return missing === 'touch' ? 'touch screen' : 'buttons';
}

/** `right`, `both`, `next`, `approve`, `tap 200,335`, `hold 200,515 for 3`; undefined otherwise. */
export function parseGesture(text: string): Gesture | undefined {
  const word = text.trim().toLowerCase();
  if (word === 'left' || word === 'right' || word === 'both')
    return { kind: 'press', button: word };
  if (word === 'next' || word === 'approve' || word === 'reject') return { kind: word };
  const [, verb, x, y, seconds] =
    /^(tap|hold) (\d{1,5}) ?, ?(\d{1,5})(?: for (\d{1,5}(?:\.\d{1,5})?))?$/.exec(word) ?? [];
  if (verb === undefined || Number(seconds ?? 0) > LIMITS.hold) return undefined;
  const at = { x: Number(x), y: Number(y) };
  const held = seconds === undefined ? (verb === 'hold' ? 3 : undefined) : Number(seconds);
  return { kind: 'touch', touch: held === undefined ? at : { ...at, seconds: held } };
}
