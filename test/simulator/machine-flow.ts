/**
 * Walks the pure machine through any of the six flows with real signatures, as a host would. The
 * commands are put together here by hand from
 * device-behaviour.md#tables-of-the-protocol, not with the project's encoders.
 */
import { createHash } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { bytesOf, concat, EMPTY, fromHex } from '../../src/bytes.js';
import type { Flow } from '../../src/exchange/flows.js';
import { LEDGER_TEST_PRIVATE_KEY } from '../../src/exchange/keys.js';
import { V4_4_2 } from '../../src/firmware/releases/v4.4.2.js';
import { BUILDS } from '../../src/simulator/build.js';
import { coinAppNamed } from '../../src/simulator/coins/registry.js';
import type { Environment } from '../../src/simulator/environment.js';
import { sendTrustedNameDescriptor } from '../../src/simulator/handlers/trusted-name.js';
import { decide, receive } from '../../src/simulator/machine.js';
import { walletFromMnemonic } from '../../src/simulator/mnemonic.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { randomnessOf } from '../../src/simulator/randomness.js';
import { type AppState, BOOT_STATE, type Step } from '../../src/simulator/state.js';
import { remembering } from '../../src/simulator/verifier.js';

export const environment: Environment = {
  profile: V4_4_2,
  build: BUILDS.test,
  randomness: randomnessOf(BUILDS.test),
  verifier: remembering(nodeVerifier, 1024),
  wallet: walletFromMnemonic(),
  coinApp: (name) => coinAppNamed(name),
  certificate: () => undefined,
  trustedName: sendTrustedNameDescriptor,
};

/** device-behaviour.md#test-builds. */
export const NONCE = fromHex('350aea0c97f747f1d0f760814614a47523801b1aeb7d0bcbbaa2a4f46bf8184b');
const LETTERS = bytesOf('QQQQQQQQQQ');

const SECRET = new Uint8Array(32).fill(0x42);
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest();
const sized = (value: Uint8Array) => concat(Uint8Array.of(value.length), value);

export const byLedger = (data: Uint8Array) =>
  secp256k1.sign(sha256(data), LEDGER_TEST_PRIVATE_KEY, { prehash: false, format: 'der' });

/** One command APDU. */
export function apdu(ins: number, p2: number, data: Uint8Array = EMPTY, p1 = 0): Uint8Array {
  return concat(Uint8Array.of(0xe0, ins, p1, p2, data.length), data);
}

function field(number: number, value: Uint8Array | string): Uint8Array {
  const bytes = typeof value === 'string' ? bytesOf(value) : value;
  return concat(Uint8Array.of(number * 8 + 2, bytes.length), bytes);
}

/** Address of the recordings: Bitcoin at the path of PATH, emulator's seed. */
const ADDRESS = 'bc1qqtl9jlrwcr3fsfcjj2du7pu6fcgaxl5dsw2vyg';
const PATH = fromHex('02058000005480000000800000000000000000000000');
/** Long enough for SWAP_NG to need two chunks, short enough for the legacy flows. */
const PAYIN = 'p'.repeat(90);
const AMOUNT = fromHex('000f4240');

function message(flow: Flow): Uint8Array {
  switch (flow.kind) {
    case 'swap':
      return concat(
        field(1, PAYIN),
        field(3, ADDRESS),
        field(5, ADDRESS),
        field(7, 'BTC'),
        field(8, 'BTC'),
        field(9, AMOUNT),
        field(10, AMOUNT),
        flow.ng ? field(12, NONCE) : field(11, LETTERS),
      );
    case 'sell': {
      const amount = concat(field(1, Uint8Array.of(0x30, 0x39)), Uint8Array.of(0x10, 2));
      return concat(
        field(1, 'a@b'),
        field(2, 'BTC'),
        field(3, AMOUNT),
        field(4, PAYIN),
        field(5, 'EUR'),
        field(6, amount),
        field(7, NONCE),
      );
    }
    case 'fund':
      return concat(
        field(1, 'user'),
        field(2, 'account'),
        field(3, 'BTC'),
        field(4, AMOUNT),
        field(5, PAYIN),
        field(6, NONCE),
      );
  }
}

const CONFIGURATION = fromHex('0342544307426974636f696e00');
const COIN_CHECK = concat(sized(CONFIGURATION), byLedger(CONFIGURATION), sized(PATH));

export interface FlowCommands {
  readonly credentials: Uint8Array;
  readonly partnerSignature: Uint8Array;
  readonly transaction: Uint8Array;
  readonly signature: Uint8Array;
  readonly coinCheck: Uint8Array;
}

/** The data of each command of a flow. NG flows: secp256k1, base64url, dot, R‖S. */
export function commandsOf(flow: Flow): FlowCommands {
  const legacyR1 = !flow.ng && flow.kind !== 'swap';
  const curve = legacyR1 ? p256 : secp256k1;
  const selector = flow.ng ? Uint8Array.of(0) : EMPTY;
  const key = curve.getPublicKey(SECRET, false);
  const credentials = concat(sized(bytesOf('Partner')), selector, key);

  const raw = flow.name === 'SWAP';
  const protobuf = message(flow);
  const payload = raw ? protobuf : bytesOf(Buffer.from(protobuf).toString('base64url'));
  const length = flow.ng ? Uint8Array.of(payload.length >> 8, payload.length & 0xff) : undefined;
  const head =
    length === undefined ? Uint8Array.of(payload.length) : concat(Uint8Array.of(1), length);
  const transaction = concat(head, payload, sized(Uint8Array.of(0x64)));

  const digest = sha256(raw ? payload : concat(bytesOf('.'), payload));
  const format = flow.name === 'SWAP' || flow.name === 'FUND' ? 'der' : 'compact';
  const signature = curve.sign(digest, SECRET, { prehash: false, format });
  return {
    credentials,
    partnerSignature: byLedger(credentials),
    transaction,
    signature: concat(flow.ng ? Uint8Array.of(1, 1) : EMPTY, signature),
    coinCheck: COIN_CHECK,
  };
}

/** The commands that lead from each step to the next, in order; `decide` leads past the review. */
export function route(
  flow: Flow,
): readonly (readonly [after: Step, commands: readonly Uint8Array[]])[] {
  const { credentials, partnerSignature, transaction, signature, coinCheck } = commandsOf(flow);
  const p2 = flow.subcommand;
  const chunks: Uint8Array[] = [];
  if (transaction.length <= 255) chunks.push(apdu(0x06, p2, transaction));
  else {
    chunks.push(apdu(0x06, p2 | 0x20, transaction.subarray(0, 255)));
    chunks.push(apdu(0x06, p2 | 0x10, transaction.subarray(255)));
  }
  const swap = flow.kind === 'swap';
  return [
    ['waiting-transaction', [apdu(0x03, p2)]],
    ['provider-set', [apdu(0x04, p2, credentials)]],
    ['provider-checked', [apdu(0x05, p2, partnerSignature)]],
    ['transaction-received', chunks],
    ['signature-checked', [apdu(0x07, p2, signature)]],
    ...(swap ? ([['payout-address-checked', [apdu(0x08, p2, coinCheck)]]] as const) : []),
    ['all-addresses-checked', [apdu(swap ? 0x0c : 0x0d, p2, coinCheck)]],
    ['waiting-user-validation', [apdu(0x0f, p2)]],
  ];
}

/** The state at every step of a flow, reached honestly. */
export function statesOf(flow: Flow, env: Environment = environment): Map<Step, AppState> {
  let state: AppState = BOOT_STATE;
  const states = new Map<Step, AppState>([['initial', state]]);
  for (const [after, commands] of route(flow)) {
    for (const command of commands) {
      const outcome = receive(state, command, env);
      if (outcome.kind === 'answer' && outcome.status !== 0x9000) {
        throw new Error(`${flow.name}, ${after}: ${outcome.reason?.what}`);
      }
      state = outcome.state;
    }
    if (state.step !== after) throw new Error(`${flow.name}: ${state.step} instead of ${after}`);
    states.set(after, state);
  }
  states.set('waiting-signing', decide(state, 'approve', environment.profile).state);
  return states;
}

/** A value as text, byte strings and hidden fields included: equal texts, equal values. */
export function written(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part instanceof Uint8Array
      ? `bytes ${Buffer.from(part).toString('hex')}`
      : part === undefined
        ? 'undefined'
        : part,
  );
}

/** Freezes everything but byte strings, which cannot be frozen. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
