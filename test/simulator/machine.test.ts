/**
 * The state machine: which command is taken when (device-behaviour.md#order-of-checks,
 * #what-is-taken-when), chunks (#chunks), what errors and decisions do (#what-an-error-does,
 * #the-review, #the-wire-after-approval), and that it is pure.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, concat, EMPTY, toHex } from '../../src/bytes.js';
import { FLOW_NAMES, FLOWS, type Flow } from '../../src/exchange/flows.js';
import { V4_4_2 } from '../../src/firmware/releases/v4.4.2.js';
import { COIN_APP_NAMES } from '../../src/simulator/coins/registry.js';
import type { Environment } from '../../src/simulator/environment.js';
import { afterSigning, decide, receive } from '../../src/simulator/machine.js';
import type { Outcome } from '../../src/simulator/outcome.js';
import { type AppState, BOOT_STATE, STEPS, type Step } from '../../src/simulator/state.js';
import {
  apdu,
  byLedger,
  commandsOf,
  environment as env,
  frozen,
  NONCE,
  route,
  statesOf,
  written,
} from './machine-flow.js';

const flows = FLOW_NAMES.map((name) => FLOWS[name]);
const states = new Map(flows.map((flow) => [flow, frozen(statesOf(flow))]));

/**
 * The state of a flow at a step; steps it does not have are made up, as for the firmware's table.
 */
function stateAt(flow: Flow, step: Step): AppState {
  return states.get(flow)!.get(step) ?? { ...states.get(flow)!.get('signature-checked')!, step };
}

const word = (outcome: Outcome) =>
  outcome.kind === 'answer' ? outcome.status.toString(16) : outcome.kind;
const ask = (state: AppState, command: Uint8Array) => receive(state, command, env);

describe('admission', () => {
  const SWAPS = [0, 3];
  const OTHERS = [1, 2, 4, 5];
  const ALL = [0, 1, 2, 3, 4, 5];
  const ANY = STEPS.filter((step) => step !== 'waiting-user-validation');

  /** Flows that have it, steps it is taken in, what it does with no data. */
  const TABLE = new Map<number, readonly [number[], readonly Step[], string]>([
    [0x02, [ALL, ANY.filter((step) => step !== 'waiting-signing'), '9000']],
    [0x03, [ALL, ANY, '9000']],
    [0x04, [ALL, ['waiting-transaction'], '6a80']],
    [0x05, [ALL, ['provider-set'], '6a80']],
    [0x06, [ALL, ['provider-checked'], '6a80']],
    [0x07, [ALL, ['transaction-received'], '6a80']],
    [0x08, [[...SWAPS, 1, 2], ['signature-checked'], '6a80']],
    [0x09, [SWAPS, ['payout-address-checked'], '6a80']],
    [0x0a, [ALL, ['waiting-signing'], 'sign']],
    [0x0b, [OTHERS, ['signature-checked'], '6a80']],
    [0x0c, [SWAPS, ['payout-address-checked'], '6a80']],
    [0x0d, [OTHERS, ['signature-checked'], '6a80']],
    [0x0f, [ALL, ['all-addresses-checked'], 'review']],
    [0x10, [SWAPS, ['signature-checked'], '9000']],
    [0x11, [SWAPS, ['signature-checked'], '6a91']],
  ]);

  /** The order of checks; the command has no data. */
  function expected(
    state: AppState,
    [ins, p1, p2]: readonly [ins: number, p1: number, p2: number],
  ): string {
    if (p1 > 1) return '6a86';
    const flow = p2 & 0x0f;
    if (flow > 5) return '6a87';
    const [flowsOf, steps, result] = TABLE.get(ins) ?? [[], [], ''];
    if (!flowsOf.includes(flow)) return '6d00';
    if (!steps.includes(state.step)) return '6d01';
    if (ins !== 0x02 && ins !== 0x03 && flow !== state.subcommand) return '6d01';
    if ((p2 & 0xc0) !== 0) return '6a88';
    if ((p2 & 0x30) === 0) return result;
    if (ins !== 0x06 || flow < 3) return '6a88';
    // No chunk went before.
    return (p2 & 0x10) !== 0 ? '6a89' : '9000';
  }

  const P2_HIGH = [0x00, 0x10, 0x20, 0x30, 0x40, 0x50, 0x80, 0xf0];

  it.each(flows)('$name started: every step × INS 00 to 1F × P1 × P2', (flow) => {
    const mismatches: string[] = [];
    let asked = 0;
    for (const step of STEPS) {
      const state = stateAt(flow, step);
      for (let ins = 0; ins <= 0x1f; ins++) {
        for (const p1 of [0x00, 0x01, 0x02, 0xff]) {
          for (const low of [0, 1, 2, 3, 4, 5, 6, 15]) {
            for (const high of P2_HIGH) {
              const p2 = high | low;
              const answer = word(ask(state, Uint8Array.of(0xe0, ins, p1, p2, 0)));
              const wanted = expected(state, [ins, p1, p2]);
              asked++;
              if (answer === wanted) continue;
              mismatches.push(`${step} ${toHex(Uint8Array.of(ins, p1, p2))}: ${answer}, ${wanted}`);
            }
          }
        }
      }
    }
    expect(mismatches).toEqual([]);
    expect(asked).toBe(10 * 32 * 4 * 8 * 8);
  });

  it('instructions above 1F do not exist in any step', () => {
    for (const step of STEPS) {
      for (let ins = 0x20; ins <= 0xff; ins++) {
        expect(word(ask(stateAt(FLOWS.SWAP_NG, step), apdu(ins, 3)))).toBe('6d00');
      }
    }
  });

  it('the first of several faults decides', () => {
    const state = stateAt(FLOWS.SWAP_NG, 'provider-checked');
    const fault = fc.record({
      lc: fc.boolean(),
      cla: fc.boolean(),
      p1: fc.boolean(),
      flow: fc.boolean(),
      ins: fc.boolean(),
      step: fc.boolean(),
      bits: fc.boolean(),
      sequence: fc.boolean(),
    });
    fc.assert(
      fc.property(fault, ({ lc, cla, p1, flow, ins, step, bits, sequence }) => {
        const high = (bits ? 0x40 : 0) | (sequence ? 0x10 : 0);
        const command = Uint8Array.of(
          cla ? 0xe1 : 0xe0,
          ins ? 0x0e : step ? 0x07 : 0x06,
          p1 ? 2 : 0,
          high | (flow ? 7 : 3),
          lc ? 1 : 0,
        );
        const words: [boolean, string][] = [
          [lc, '6e01'],
          [cla, '6e00'],
          [p1, '6a86'],
          [flow, '6a87'],
          [ins, '6d00'],
          [step, '6d01'],
          [bits, '6a88'],
          [sequence, '6a89'],
          [true, '6a80'],
        ];
        expect(word(ask(state, command))).toBe(words.find(([present]) => present)![1]);
      }),
      { numRuns: 300 },
    );
  });

  it('cut headers and wrong lengths are 6E01 in every state, other classes 6E00', () => {
    for (const step of STEPS) {
      const state = stateAt(FLOWS.FUND, step);
      const good = Uint8Array.of(0xe0, 0x02, 0, 0, 0);
      for (let size = 0; size < 5; size++) {
        expect(word(ask(state, good.subarray(0, size)))).toBe('6e01');
      }
      for (const lc of [1, 2, 255]) expect(word(ask(state, good.with(4, lc)))).toBe('6e01');
      expect(word(ask(state, concat(good, EMPTY, Uint8Array.of(0))))).toBe('6e01');
      // 256 bytes of data cannot be announced in one byte.
      expect(word(ask(state, concat(good, new Uint8Array(256))))).toBe('6e01');
      for (let cla = 0; cla < 256; cla++) {
        if (cla !== 0xe0) expect(word(ask(state, good.with(0, cla)))).toBe('6e00');
      }
    }
  });
});

describe('a whole flow', () => {
  it.each(flows)('$name goes through to signing', (flow) => {
    let state: AppState = BOOT_STATE;
    for (const [after, commands] of route(flow)) {
      for (const command of commands) {
        const outcome = ask(state, command);
        const review = after === 'waiting-user-validation';
        expect(word(outcome), after).toBe(review ? 'review' : '9000');
        state = outcome.state;
      }
      expect(state.step).toBe(after);
      expect(state.subcommand).toBe(flow.subcommand);
    }
    const approved = decide(state, 'approve', V4_4_2);
    expect(approved).toMatchObject({ status: 0x9000, state: { step: 'waiting-signing' } });
    const signing = ask(approved.state, apdu(0x0a, flow.subcommand));
    expect(signing.kind).toBe('sign');
    expect(signing.state).toMatchObject({ payingApp: 'Bitcoin', crossSeed: false });
  });

  it.each(flows)('$name: the check with display shows the review at once', (flow) => {
    const swap = flow.kind === 'swap';
    const state = stateAt(flow, swap ? 'payout-address-checked' : 'signature-checked');
    const { coinCheck } = commandsOf(flow);
    const legacy = !swap && !flow.ng ? [0x08] : [];
    for (const ins of [...legacy, swap ? 0x09 : 0x0b]) {
      const outcome = ask(state, apdu(ins, flow.subcommand, coinCheck));
      expect(outcome).toMatchObject({
        kind: 'review',
        state: { step: 'waiting-user-validation' },
      });
    }
  });

  it('the nonce is ten letters for SWAP, 32 bytes for the others', () => {
    for (const flow of flows) {
      const outcome = ask(BOOT_STATE, apdu(0x03, flow.subcommand));
      const nonce = flow.name === 'SWAP' ? bytesOf('QQQQQQQQQQ') : NONCE;
      expect(outcome).toMatchObject({ kind: 'answer', data: nonce, state: { nonce } });
    }
  });

  it('GET_VERSION is 04 04 02', () => {
    expect(ask(BOOT_STATE, apdu(0x02, 5, EMPTY, 1))).toMatchObject({
      status: 0x9000,
      data: Uint8Array.of(4, 4, 2),
    });
  });

  it('only P1 of the last check decides the rate', () => {
    for (const flow of flows) {
      const swap = flow.kind === 'swap';
      const last = swap ? 0x0c : 0x0d;
      for (const floating of [undefined, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, last, 0x0f]) {
        let state: AppState = BOOT_STATE;
        for (const [, commands] of route(flow)) {
          for (const command of commands) {
            state = ask(state, command[1] === floating ? command.with(2, 1) : command).state;
          }
        }
        expect(state.step).toBe('waiting-user-validation');
        expect(state.rate).toBe(floating === last ? 'floating' : 'fixed');
      }
    }
  });
});

describe('errors and decisions', () => {
  it('START clears everything but the challenge', () => {
    for (const flow of flows) {
      for (const step of STEPS) {
        if (step === 'waiting-user-validation') continue;
        const challenge = Uint8Array.of(1, 2, 3, 4);
        const state = { ...stateAt(flow, step), challenge, crossSeed: true };
        const { state: next } = ask(state, apdu(0x03, 4));
        expect(written(next)).toBe(
          written({
            ...BOOT_STATE,
            step: 'waiting-transaction',
            subcommand: 4,
            nonce: NONCE,
            challenge,
          }),
        );
      }
    }
  });

  it('approving and refusing', () => {
    const shown = stateAt(FLOWS.SELL_NG, 'waiting-user-validation');
    const words = { approve: 0x9000, reject: 0x6a84, 'reject-warning': 0x6a92 } as const;
    for (const decision of ['approve', 'reject', 'reject-warning'] as const) {
      const { state, status } = decide(shown, decision, V4_4_2);
      expect(status).toBe(words[decision]);
      const step = decision === 'approve' ? 'waiting-signing' : 'initial';
      expect(state).toEqual({ ...shown, step });
      expect(word(ask(state, apdu(0x03, 0)))).toBe('9000');
    }
  });

  it('after the coin app all is wiped', () => {
    const state = { ...stateAt(FLOWS.SWAP, 'waiting-signing'), challenge: NONCE, crossSeed: true };
    expect(written(afterSigning(state))).toBe(written(BOOT_STATE));
  });

  it.each(flows)('$name goes on after every refusal, from where it was', (flow) => {
    let state: AppState = BOOT_STATE;
    for (const [after, commands] of route(flow)) {
      const last = commands.at(-1)!;
      const [ins, p2, data] = [last[1]!, last[3]!, last.subarray(5)];
      // A byte too many, one too few, a wrong one at the end; START and PROMPT_UI take any data.
      const damages = [
        concat(data, Uint8Array.of(0)),
        data.subarray(0, -1),
        concat(data.subarray(0, -1), Uint8Array.of(data.at(-1)! ^ 0x80)),
      ];
      const sent = ins === 0x03 || ins === 0x0f || data.length > 254 ? [] : damages;
      for (const [index, damaged] of sent.entries()) {
        // A wrong byte is found only in signatures: keys off the curve, fees, paths are taken.
        if (index === 2 && ins !== 0x05 && ins !== 0x07) continue;
        let now = state;
        for (const command of commands.slice(0, -1)) now = ask(now, command).state;
        const outcome = ask(now, apdu(ins, p2, damaged));
        expect(['6a80', '6a83', '9d1a'], `${after}, ${index}`).toContain(word(outcome));
        expect(written(outcome.state)).toBe(written(state));
      }
      for (const command of commands) state = ask(state, command).state;
      expect(state.step).toBe(after);
    }
  });

  it('a foreign payout address is remembered until START, also when refused after it', () => {
    const state = stateAt(FLOWS.SWAP_NG, 'signature-checked');
    const message = { ...state.message, payout_address: new Uint8Array(151).fill(0x41, 0, 5) };
    const { coinCheck } = commandsOf(FLOWS.SWAP_NG);
    const foreign = ask({ ...state, message }, apdu(0x08, 3, coinCheck));
    expect(word(foreign)).toBe('9000');
    expect(foreign.state.crossSeed).toBe(true);
    const unwritable = { ...message, amount_to_wallet: new Uint8Array(9).fill(0xff) };
    const refused = ask({ ...state, message: unwritable }, apdu(0x08, 3, coinCheck));
    expect(word(refused)).toBe('6a8b');
    expect(refused.state).toMatchObject({ step: 'signature-checked', crossSeed: true });
    const good = ask({ ...refused.state, message: state.message }, apdu(0x08, 3, coinCheck));
    expect(good.state).toMatchObject({ step: 'payout-address-checked', crossSeed: true });
  });

  it('the challenge is kept until a descriptor comes, good or bad', () => {
    let made = 0;
    const challenge = () => Uint8Array.of(0, 0, 0, ++made);
    const counting: Environment = { ...env, randomness: { ...env.randomness, challenge } };
    const get = (state: AppState) => receive(state, apdu(0x10, 3), counting);
    const first = get(stateAt(FLOWS.SWAP_NG, 'signature-checked'));
    const again = get(first.state);
    expect([first, again]).toMatchObject([{ data: Uint8Array.of(0, 0, 0, 1) }, first]);
    const bad = receive(again.state, apdu(0x11, 3, Uint8Array.of(0xff)), counting);
    expect(bad).toMatchObject({ status: 0x6a91, data: Uint8Array.of(1) });
    expect(get(bad.state)).toMatchObject({ data: Uint8Array.of(0, 0, 0, 2) });
  });

  it('a missing app is 6A8C: all is kept but the challenge, and the same command then goes on', () => {
    const state = { ...stateAt(FLOWS.FUND_NG, 'signature-checked'), challenge: NONCE };
    const command = apdu(0x0d, 5, commandsOf(FLOWS.FUND_NG).coinCheck);
    const none: Environment = { ...env, coinApp: () => undefined };
    const missing = receive(state, command, none);
    expect(missing).toMatchObject({ kind: 'answer', status: 0x6a8c, restarted: true });
    expect(written(missing.state)).toBe(written({ ...state, challenge: undefined }));
    expect(ask(missing.state, command).state.step).toBe('all-addresses-checked');
  });
});

describe('chunks', () => {
  const NGS = [FLOWS.SWAP_NG, FLOWS.SELL_NG, FLOWS.FUND_NG];
  const MORE = 0x20;
  const EXTEND = 0x10;

  /** Splits data at any places into chunks of at most 255 bytes; some may be empty. */
  const splits = (data: Uint8Array) =>
    fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 9 }).map((sizes) => {
      const chunks: Uint8Array[] = [];
      let at = 0;
      for (const size of sizes) {
        chunks.push(data.subarray(at, at + size));
        at = Math.min(data.length, at + size);
      }
      while (at < data.length) {
        chunks.push(data.subarray(at, at + 255));
        at = Math.min(data.length, at + 255);
      }
      return chunks;
    });

  function send(state: AppState, flow: Flow, chunks: readonly Uint8Array[]): Outcome {
    let outcome: Outcome | undefined;
    let now = state;
    chunks.forEach((chunk, index) => {
      const more = index < chunks.length - 1 ? MORE : 0;
      const extend = index > 0 ? EXTEND : 0;
      outcome = ask(now, apdu(0x06, flow.subcommand | more | extend, chunk));
      if (more !== 0) {
        expect(word(outcome)).toBe('9000');
        expect({ ...outcome.state, chunks: undefined }).toEqual({ ...state, chunks: undefined });
      }
      now = outcome.state;
    });
    return outcome!;
  }

  it.each(NGS)('$name: however it is cut, the outcome is that of the route', (flow) => {
    const state = stateAt(flow, 'provider-checked');
    const wanted = written(stateAt(flow, 'transaction-received'));
    const { transaction } = commandsOf(flow);
    fc.assert(
      fc.property(splits(transaction), (chunks) => {
        expect(written(send(state, flow, chunks).state)).toBe(wanted);
      }),
    );
  });

  it('512 bytes fit, 513 are 6A89 and leave what was received in place', () => {
    const flow = FLOWS.SWAP_NG;
    const state = stateAt(flow, 'provider-checked');
    const full = send(state, flow, [new Uint8Array(255), new Uint8Array(255), new Uint8Array(2)]);
    expect(word(full)).toBe('6a80');
    let now = ask(state, apdu(0x06, 3 | MORE, new Uint8Array(255))).state;
    now = ask(now, apdu(0x06, 3 | MORE | EXTEND, new Uint8Array(255))).state;
    for (const bits of [EXTEND, EXTEND | MORE]) {
      const over = ask(now, apdu(0x06, 3 | bits, new Uint8Array(3)));
      expect(word(over)).toBe('6a89');
      expect(written(over.state)).toBe(written(now));
    }
    expect(word(ask(now, apdu(0x06, 3 | EXTEND | MORE, new Uint8Array(2))))).toBe('9000');
  });

  it('another P1 is 6A89, a refused command in between changes nothing, a taken one ends it', () => {
    for (const flow of NGS) {
      const p2 = flow.subcommand;
      const { transaction } = commandsOf(flow);
      const [first, rest] = [transaction.subarray(0, 100), transaction.subarray(100)];
      expect(transaction.length).toBeGreaterThan(200);
      const state = stateAt(flow, 'provider-checked');
      const begun = ask(state, apdu(0x06, p2 | MORE, first)).state;
      const goesOn = (now: AppState) => word(ask(now, apdu(0x06, p2 | EXTEND, rest)));
      expect(goesOn(begun)).toBe('9000');
      expect(goesOn(state)).toBe('6a89');
      const refused: [Uint8Array, string][] = [
        [apdu(0x06, p2 | EXTEND, rest, 1), '6a89'],
        [apdu(0x06, ((p2 - 3 + 1) % 3) + 3 + EXTEND, rest), '6d01'],
        [apdu(0x07, p2 | EXTEND, rest), '6d01'],
        [apdu(0x02, p2 | EXTEND), '6a88'],
        [apdu(0x06, p2 | EXTEND | 0x40, rest), '6a88'],
        [apdu(0x05, p2), '6d01'],
        [apdu(0x0e, p2), '6d00'],
        [apdu(0x06, p2 | EXTEND, rest, 2), '6a86'],
        [Uint8Array.of(0xb0, 0x01, 0, 0, 0), '6e00'],
        [Uint8Array.of(0xe0), '6e01'],
      ];
      for (const [command, status] of refused) {
        const between = ask(begun, command);
        expect(word(between)).toBe(status);
        expect(written(between.state)).toBe(written(begun));
        expect(goesOn(between.state)).toBe('9000');
      }
      for (const ending of [apdu(0x02, p2), apdu(0x02, 0), apdu(0x06, p2), apdu(0x06, p2, first)]) {
        expect(goesOn(ask(begun, ending).state)).toBe('6a89');
      }
      // A new first chunk begins anew.
      const again = ask(begun, apdu(0x06, p2 | MORE, EMPTY)).state;
      expect(goesOn(again)).toBe('6a80');
      const whole = ask(again, apdu(0x06, p2 | EXTEND | MORE, first)).state;
      expect(goesOn(whole)).toBe('9000');
      // After a last chunk that was refused there is nothing to go on with.
      const bad = ask(begun, apdu(0x06, p2 | EXTEND, EMPTY));
      expect(word(bad)).toBe('6a80');
      expect(goesOn(bad.state)).toBe('6a89');
      expect(written(bad.state)).toBe(written(state));
    }
  });
});

describe('purity', () => {
  const everyState = flows.flatMap((flow) =>
    [...states.get(flow)!].map(([step, state]) => ({ flow, step, state })),
  );
  const commands = flows.flatMap((flow) => [
    ...route(flow).flatMap(([, all]) => all),
    apdu(0x08, flow.subcommand, commandsOf(flow).coinCheck),
    apdu(0x09, flow.subcommand, commandsOf(flow).coinCheck),
    apdu(0x0a, flow.subcommand),
    apdu(0x0b, flow.subcommand, commandsOf(flow).coinCheck),
    apdu(0x10, flow.subcommand),
  ]);

  /** Believes every signature that is strict DER: random data then gets further. */
  const trusting: Environment = {
    ...env,
    verifier: { name: 'trusting', verify: () => true },
    certificate: () => ({ keyUsage: 4, curve: 0x21, publicKey: NONCE, name: '' }),
  };

  const random = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .record({
        ins: fc.integer({ min: 0, max: 0x14 }),
        p1: fc.constantFrom(0, 0, 0, 1, 2),
        p2: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 255 })),
        data: fc.uint8Array({ maxLength: 255 }),
      })
      .map(({ ins, p1, p2, data }) => apdu(ins, p2, data, p1)),
  );
  const mutated = fc
    .record({
      command: fc.constantFrom(...commands),
      changes: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 3 }),
      cut: fc.oneof(fc.constant(0), fc.constant(0), fc.integer({ min: 0, max: 40 })),
    })
    .map(({ command, changes, cut }) => {
      const copy = command.slice(0, Math.max(5, command.length - cut));
      for (const [at, byte] of changes) copy[at % copy.length] = byte;
      // Mostly with an Lc that fits, or nothing but 6E01 would be seen.
      if (cut % 5 !== 4) copy[4] = copy.length - 5;
      return copy;
    });

  const SCREEN_STEPS: Readonly<Record<string, Step>> = {
    review: 'waiting-user-validation',
    sign: 'waiting-signing',
  };

  function examine(state: AppState, command: Uint8Array, world: Environment): void {
    const [stateBefore, commandBefore] = [written(state), toHex(command)];
    const outcome = receive(state, command, world);
    expect(written(state)).toBe(stateBefore);
    expect(toHex(command)).toBe(commandBefore);

    // The next state shares no memory with the command, which a transport may reuse.
    const after = written(outcome);
    command.fill(0xa5);
    expect(written(outcome)).toBe(after);

    if (outcome.kind !== 'answer') {
      expect(outcome.state.step).toBe(SCREEN_STEPS[outcome.kind]);
      return;
    }
    if (outcome.status === 0x9000) {
      expect(outcome.reason).toBeUndefined();
      return;
    }
    expect(outcome.reason?.what).toMatch(/\S/);
    // No error changes the state. Pending chunks, the challenge, the warning may go.
    const kept = (of: AppState) => ({ ...of, chunks: 0, challenge: 0, crossSeed: 0 });
    expect(written(kept(outcome.state))).toBe(written(kept(state)));
  }

  it.each(flows)('$name: every command of the route, taken or not', (flow) => {
    for (const [step, state] of states.get(flow)!) {
      for (const [, all] of route(flow)) {
        for (const command of all) {
          examine(state, command.slice(), env);
          // What is not the last chunk, and then the last one.
          if ((command[3]! & 0x20) === 0) continue;
          const begun = frozen(ask(state, command).state);
          if (step === 'provider-checked') examine(begun, all.at(-1)!.slice(), env);
        }
      }
    }
  });

  it('5,000 random and mutated commands in any state: no exception, nothing changed in place', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...everyState),
        fc.oneof(random, mutated, mutated),
        fc.boolean(),
        ({ flow, state }, command, steer) => {
          // Half of them name the flow that runs.
          if (steer && command.length > 3) command[3] = (command[3]! & 0xf0) | flow.subcommand;
          examine(state, command, trusting);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('coin configurations and addresses of any content, in every coin app', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const any = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength });
    const der = byLedger(EMPTY);
    fc.assert(
      fc.property(
        fc.record({
          flow: fc.constantFrom(...flows),
          app: fc.constantFrom(...COIN_APP_NAMES),
          sub: any(0, 64),
          // Short paths: each further level costs a derivation.
          parameters: fc.oneof(
            any(1, 40),
            fc.tuple(fc.integer({ min: 0, max: 3 }), any(0, 13)).map(([n, rest]) => [n, ...rest]),
          ),
          address: any(0, 150),
          extraId: any(0, 19),
          amount: any(0, 16),
          fee: any(0, 16),
          ins: byte,
        }),
        ({ flow, app, sub, parameters, address, extraId, amount, fee, ins }) => {
          const swap = flow.kind === 'swap';
          const step = swap && ins % 2 === 0 ? 'payout-address-checked' : 'signature-checked';
          const base = stateAt(flow, step);
          const message = { ...base.message };
          const fill = (name: string, value: Uint8Array) => {
            if (!(name in message)) return;
            const buffer = new Uint8Array((message[name] as Uint8Array).length);
            buffer.set(value);
            message[name] = buffer;
          };
          for (const name of ['payout_address', 'refund_address']) fill(name, address);
          for (const name of ['payout_extra_id', 'refund_extra_id']) fill(name, extraId);
          for (const name of ['amount_to_wallet', 'amount_to_provider', 'in_amount']) {
            if (name in message) message[name] = amount;
          }
          const name = bytesOf(app);
          const configuration = Uint8Array.of(
            ...[3, ...bytesOf('BTC')],
            ...[name.length, ...name],
            ...[sub.length, ...sub],
          );
          const data = Uint8Array.of(
            ...[configuration.length, ...configuration],
            ...der,
            ...[parameters.length, ...parameters],
          );
          const check = swap ? (step === 'signature-checked' ? 0x08 : 0x0c) : 0x0d;
          const state = { ...base, message, fee };
          const outcome = receive(state, apdu(check, flow.subcommand, data), trusting);
          expect(['9000', '6a83', '6a85', '6a8b']).toContain(word(outcome));
          examine(state, apdu(check, flow.subcommand, data), trusting);
        },
      ),
      { numRuns: 400 },
    );
  });
});
