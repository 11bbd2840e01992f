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

/** Where the moves of the provider's clock stand: when, and how far ahead it was from then on. */
const MOVES = 'clock moves';
type Moves = readonly { readonly at: number; readonly ahead: number }[];

/** By how many milliseconds the provider's clock had been moved on when a call was begun. */
export function aheadAt({ known }: Pick<ProviderRun, 'known'>, at: number): number {
  const moves = (known.get(MOVES) as Moves | undefined) ?? [];
  return moves.findLast((move) => move.at <= at)?.ahead ?? 0;
}

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
  const call = { operation: 'probe', method: 'POST', path, isAtRoot: true } as const;
  const exchange = await run.client.call({ ...call, body: { advance } });
  if (!isGood(exchange)) {
    const { answer, failure } = exchange;
    const found = answer === undefined ? failure?.message : `status ${answer.status}`;
    return `the clock of the profile cannot be moved: POST ${path}: ${found}`;
  }
  const ahead = providerNow(run) - run.now() + advance * 1000;
  run.known.set(AHEAD, ahead);
  const moves = (run.known.get(MOVES) as Moves | undefined) ?? [];
  run.known.set(MOVES, [...moves, { at: exchange.at, ahead }]);
  return undefined;
}
