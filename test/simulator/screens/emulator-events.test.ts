import { afterAll, describe, expect, test } from 'vitest';
import type { Button } from '../../../src/device.js';
import {
  home,
  type ReviewFacts,
  react,
  review,
  type Ui,
  type UiEvent,
  type UiOutcome,
  view,
} from '../../../src/simulator/screens/ui.js';
import { bytes, contextOf, type EmulatorRun, emulatorRuns, Tally } from './facts.js';

/** Text events recorded in the emulator: text, box and order of every one of them. */
const compared = new Tally('emulator runs, text events equal');
const screens = new Tally('emulator runs, screens equal');

/** Base units with 18 decimals, as the Ethereum app prints them. */
function ether(amount: unknown, ticker: string): string {
  const digits = BigInt(String(amount)).toString().padStart(19, '0');
  const fraction = digits.slice(-18).replace(/0+$/, '');
  return `${digits.slice(0, -18)}${fraction === '' ? '' : `.${fraction}`} ${ticker}`;
}

function fiat(currency: string, out: { coefficient: string; exponent: number }): string {
  const digits = BigInt(`0x${out.coefficient}`)
    .toString()
    .padStart(out.exponent + 1, '0');
  const point = digits.length - out.exponent;
  return `${currency} ${digits.slice(0, point)}.${digits.slice(point)}`;
}

function isWarned(run: EmulatorRun): boolean {
  return run.steps.some(({ events }) =>
    events.some(([text]) => text.startsWith('Receive address does')),
  );
}

function factsOfRun(run: EmulatorRun): ReviewFacts {
  const inputs = run.inputs ?? {};
  const text = (key: string): string => bytes(String(inputs[key] ?? ''));
  const from = text('t_from');
  const kind = run.flow as ReviewFacts['kind'];
  const receive =
    kind === 'sell'
      ? fiat(text('out_cur'), inputs.out as { coefficient: string; exponent: number })
      : kind === 'swap'
        ? ether(inputs.a_to, text('t_to'))
        : '';
  return {
    kind,
    from,
    to: kind === 'swap' ? text('t_to') : text('out_cur'),
    partner: text('partner'),
    email: text('email'),
    user: text('user'),
    account: text('account'),
    send: ether(exact(inputs.a_from), from),
    receive,
    fees: ether(exact(inputs.fees), 'ETH'),
    estimated: inputs.rate === 1,
    crossSeedAddress: isWarned(run) ? text('payout') : null,
  };
}

/** One amount of the file is beyond the numbers that JSON keeps exact. */
function exact(amount: unknown): unknown {
  return Number(amount) > 1e23 ? '123456789012345678901234' : amount;
}

function gesture(after: string): UiEvent {
  const button = /^button (\w+)$/.exec(after)?.[1];
  if (button !== undefined) return { press: button as Button };
  const [, x, y] = /(\d+),(\d+)/.exec(after) ?? [];
  const seconds = /for ([\d.]+) s/.exec(after)?.[1];
  const point = { x: Number(x), y: Number(y) };
  return { touch: seconds === undefined ? point : { ...point, seconds: Number(seconds) } };
}

function play(run: EmulatorRun): { steps: number; events: number; outcomes: UiOutcome[] } {
  const context = contextOf(run.model);
  let ui: Ui = run.flow === 'home' ? home(context) : review(context, factsOfRun(run));
  const outcomes: UiOutcome[] = [];
  let events = 0;
  for (const [index, step] of run.steps.entries()) {
    if (index > 0) {
      const made = react(ui, gesture(step.after));
      ui = made.ui;
      if (made.outcome !== undefined) outcomes.push(made.outcome);
    }
    const got = view(ui).events.map(({ text, x, y, w, h }) => [text, x, y, w, h]);
    expect(got, `step ${index}: ${step.after}`).toEqual(step.events);
    events += got.length;
  }
  return { steps: run.steps.length, events, outcomes };
}

describe('text events of the emulator', () => {
  for (const [index, run] of emulatorRuns().entries()) {
    test(`${run.model} ${run.flow} ${index}`, () => {
      const { steps, events, outcomes } = play(run);
      compared.add(run.model, events);
      screens.add(run.model, steps);
      expect(outcomes.length).toBe(run.flow === 'home' ? 0 : 1);
    });
  }

  afterAll(() => {
    screens.print();
    compared.print();
  });
});
