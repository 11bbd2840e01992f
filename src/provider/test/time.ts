/**
 * What only time shows: expiries and final statuses. Time passes on the provider's clock where the
 * profile names one, else it is waited for as long as `--wait` allows.
 */
import type { ProviderRun } from './run.js';
import { isGood } from './seen.js';

/** Where the milliseconds stand by which the provider's clock was moved on. */
const AHEAD = 'clock ahead';

/** What the provider's clock should show, milliseconds since 1970. */
export function providerNow({ known, now }: Pick<ProviderRun, 'known' | 'now'>): number {
  return now() + ((known.get(AHEAD) as number | undefined) ?? 0);
}

/** Where the moves of the provider's clock stand: by which call, and how far ahead it was then. */
const MOVES = 'clock moves';
type Moves = readonly { readonly call: number; readonly ahead: number }[];

/** By how many milliseconds the provider's clock had been moved on when this call was begun. */
export function aheadAt({ known }: Pick<ProviderRun, 'known'>, call: number): number {
  const moves = (known.get(MOVES) as Moves | undefined) ?? [];
  return moves.findLast((move) => move.call <= call)?.ahead ?? 0;
}

/**
 * Asks the profile's clock where it stands: an earlier run may have moved it on. A clock that does
 * not say is taken to be ours.
 */
export async function learnClock(run: ProviderRun): Promise<void> {
  const { clock } = run.profile;
  if (clock === undefined || !run.createOrders) return;
  const exchange = await run.client.call(movingCall(clock, 0));
  const { now } = (exchange.answer?.json ?? {}) as { now?: unknown };
  const told = typeof now === 'string' ? Date.parse(now) : Number.NaN;
  const ahead = told - run.now();
  if (!isGood(exchange) || !(ahead > NOTEWORTHY)) return;
  run.known.set(AHEAD, ahead);
  run.known.set(MOVES, [{ call: 0, ahead }]);
}

/** Less is the way of the call, or a clock that goes wrong. Milliseconds. */
const NOTEWORTHY = 60_000;

const movingCall = (path: string, advance: number) =>
  ({
    operation: 'probe',
    method: 'POST',
    path,
    isAtRoot: true,
    body: { advance },
  }) as const;

/**
 * Lets time pass. Undefined when it has; else why it cannot, as a reason for `notRun`.
 * @param what waited for, behind "waiting for".
 */
export async function passTime(
  run: ProviderRun,
  seconds: number,
  what: string,
): Promise<string | undefined> {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole === 0) return undefined;
  if (run.profile.clock !== undefined) return moveClock(run, run.profile.clock, whole);
  if ((run.wait ?? 0) < whole) {
    return `takes ${whole} s: needs --wait ${whole}, or a clock in the profile that can be moved`;
  }
  run.notify(`waiting ${whole} s for ${what}`);
  await run.sleep(whole * 1000);
  return undefined;
}

async function moveClock(
  run: ProviderRun,
  path: string,
  advance: number,
): Promise<string | undefined> {
  const exchange = await run.client.call(movingCall(path, advance));
  if (!isGood(exchange)) {
    const { answer, failure } = exchange;
    const found = answer === undefined ? failure?.message : `status ${answer.status}`;
    return `the clock of the profile cannot be moved: POST ${path}: ${found}`;
  }
  const ahead = providerNow(run) - run.now() + advance * 1000;
  run.known.set(AHEAD, ahead);
  const moves = (run.known.get(MOVES) as Moves | undefined) ?? [];
  run.known.set(MOVES, [...moves, { call: exchange.number, ahead }]);
  return undefined;
}
