/**
 * APDUs of any bytes and any length, in any order, with any gestures in between, never break the
 * simulated Ledger: it always answers, or waits for the user because a review is on screen, or the
 * APDU is longer than what a device receives.
 * `FUZZ_RUNS` sets the number of sequences (`npm run fuzz` does many more).
 */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRecording } from '../../src/capture/format.js';
import { MODELS } from '../../src/device.js';
import { V4_4_2 } from '../../src/firmware/releases/v4.4.2.js';
import { BUILDS } from '../../src/simulator/build.js';
import { Ledger } from '../../src/simulator/ledger.js';
import { walletFromMnemonic } from '../../src/simulator/mnemonic.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { RECEIVE_BUFFER_SIZE } from '../../src/simulator/receive-buffer.js';
import { screenText } from '../../src/simulator/screens/ui.js';
import { remembering } from '../../src/simulator/verifier.js';

const RUNS = Number(process.env.FUZZ_RUNS ?? 10_000);

/** Command sequences that lead far into a flow, to be mutated. */
const GOLDEN = new URL('../golden/suite-nanosp/', import.meta.url);
const SEQUENCES = readdirSync(GOLDEN)
  .filter((name) => name.endsWith('.apdu'))
  .filter((_, index) => index % 9 === 0)
  .map((name) =>
    parseRecording(readFileSync(new URL(name, GOLDEN), 'utf8'), name)
      .events.filter((event) => event.kind === 'command')
      .map((event) => event.apdu)
      .slice(0, 14),
  );

const wallet = walletFromMnemonic();
const verifier = remembering(nodeVerifier, 4096);

type Action =
  | { send: Uint8Array }
  | { press: 'left' | 'right' | 'both' }
  | { tap: [number, number, number] }
  | { wait: number }
  | { end: 'signed' | 'refused' };

const randomApdu = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .tuple(
      fc.constantFrom(0xe0, 0xe0, 0xe0, 0xb0, 0x00),
      fc.integer({ min: 0, max: 0x14 }),
      fc.integer({ min: 0, max: 2 }),
      fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 255 })),
      fc.uint8Array({ maxLength: 255 }),
    )
    .map(([cla, ins, p1, p2, data]) => Uint8Array.of(cla, ins, p1, p2, data.length, ...data)),
);

const gesture: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom<Action>({ press: 'left' }, { press: 'right' }, { press: 'both' }),
  fc
    .tuple(
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 0, max: 700 }),
      fc.integer({ min: 0, max: 3 }),
    )
    .map((tap): Action => ({ tap })),
  fc.integer({ min: 0, max: 5000 }).map((wait): Action => ({ wait })),
  fc.constantFrom<Action>({ end: 'signed' }, { end: 'refused' }),
);

/** A recorded sequence with a few bytes changed, commands dropped, doubled, cut or inserted. */
const mutated: fc.Arbitrary<Action[]> = fc
  .tuple(
    fc.constantFrom(...SEQUENCES),
    fc.array(
      fc.record({
        at: fc.nat(),
        kind: fc.constantFrom('flip', 'cut', 'drop', 'double', 'insert', 'gesture', 'grow'),
        offset: fc.nat(),
        value: fc.integer({ min: 1, max: 255 }),
        apdu: randomApdu,
        gesture,
      }),
      { maxLength: 6 },
    ),
  )
  .map(([sequence, changes]) => {
    const actions: Action[] = sequence.map((apdu) => ({ send: apdu }));
    for (const { at, kind, offset, value, apdu, gesture: made } of changes) {
      const index = at % actions.length;
      const action = actions[index]!;
      const target = 'send' in action ? action.send : undefined;
      if (kind === 'drop' && actions.length > 1) actions.splice(index, 1);
      else if (kind === 'double') actions.splice(index, 0, action);
      else if (kind === 'insert') actions.splice(index, 0, { send: apdu });
      else if (kind === 'gesture') actions.splice(index, 0, made);
      else if (target === undefined || target.length === 0) continue;
      else if (kind === 'flip') {
        const copy = target.slice();
        copy[offset % copy.length]! ^= value;
        actions[index] = { send: copy };
      } else if (kind === 'cut') {
        actions[index] = { send: target.slice(0, offset % target.length) };
      } else {
        actions[index] = { send: Uint8Array.of(...target, value) };
      }
    }
    return actions;
  });

const sequence = fc.oneof(
  mutated,
  fc.array(
    fc.oneof(
      randomApdu.map((send): Action => ({ send })),
      gesture,
    ),
    { maxLength: 20 },
  ),
);

describe('any bytes, any order', () => {
  it(`${RUNS} random and mutated sequences never break it`, { timeout: 3_600_000 }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...MODELS), sequence, (model, actions) => {
        const ledger = new Ledger({
          firmware: V4_4_2,
          model,
          build: BUILDS.test,
          wallet,
          verifier,
        });
        for (const action of actions) perform(ledger, action);
      }),
      { numRuns: RUNS },
    );
  });
});

function perform(ledger: Ledger, action: Action): void {
  if ('press' in action) ledger.press(action.press);
  else if ('tap' in action) {
    const [x, y, seconds] = action.tap;
    ledger.touch({ x, y, seconds });
  } else if ('wait' in action) ledger.elapse(action.wait);
  else if ('end' in action) ledger.endSigning(action.end);
  else {
    while (ledger.takeAnswer() !== undefined);
    ledger.send(action.send);
    const answer = ledger.takeAnswer();
    if (action.send.length > RECEIVE_BUFFER_SIZE) expect(answer).toBeUndefined();
    else if (answer === undefined) expect(ledger.waitsForUser).toBe(true);
    else expect(answer.length).toBeGreaterThanOrEqual(2);
  }
  expect(Array.isArray(screenText(ledger.ui))).toBe(true);
}
