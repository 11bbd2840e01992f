/**
 * A swap to Hedera: the provider pays to an account (0.0.1234), the coin app knows public keys only.
 * Ledger's trusted name says whose key the account has. Nothing is recorded with Hedera.
 */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { describe, expect, it } from 'vitest';
import { bytesOf, concat, cString, fromHex, textOf, toHex } from '../../../src/bytes.js';
import { FLOWS } from '../../../src/exchange/flows.js';
import { addressParameters, configurationOf } from '../../../src/host/currencies.js';
import { currencyNamed } from '../../../src/host/currency-names.js';
import type { Environment } from '../../../src/simulator/environment.js';
import { receive } from '../../../src/simulator/machine.js';
import type { AppState } from '../../../src/simulator/state.js';
import { apdu, byLedger, environment, statesOf } from '../machine-flow.js';
import { appNamed, wallet } from './questions.js';

const SECRET = new Uint8Array(32).fill(0x24);
const ENVIRONMENT: Environment = {
  ...environment,
  certificate: () => ({
    keyUsage: 4,
    curve: 0x21,
    publicKey: secp256k1.getPublicKey(SECRET, false),
    name: 'test',
  }),
};
const HEDERA = currencyNamed('hbar', 'to');
const ACCOUNT = '0.0.1234';
const CHECK_PAYOUT = 0x08;
const SEND_NAME = 0x11;

const sized = (bytes: Uint8Array) => concat(Uint8Array.of(bytes.length), bytes);

/** Before the check of the payout, with these texts in the message. */
function state(): AppState {
  const before = statesOf(FLOWS.SWAP_NG).get('signature-checked')!;
  const message = { ...before.message };
  for (const [field, value] of [
    ['payout_address', ACCOUNT],
    ['currency_to', HEDERA.ticker],
  ] as const) {
    const buffer = new Uint8Array(
      Math.max(value.length + 1, (message[field] as Uint8Array).length),
    );
    buffer.set(bytesOf(value));
    message[field] = buffer;
  }
  return { ...before, message };
}

function named(owner: string): Uint8Array {
  const record = (tag: number, value: Uint8Array) =>
    concat(Uint8Array.of(tag, value.length), value);
  const signed = concat(
    record(0x01, fromHex('03')),
    record(0x02, fromHex('02')),
    record(0x70, fromHex('06')),
    record(0x71, fromHex('06')),
    record(0x20, bytesOf(ACCOUNT)),
    record(0x23, fromHex('01')),
    record(0x22, bytesOf(owner)),
    record(0x12, fromHex('deadbeef')),
    record(0x13, fromHex('00')),
    record(0x14, fromHex('01')),
  );
  const options = { prehash: false, format: 'der' } as const;
  const signature = secp256k1.sign(sha256(signed), SECRET, options);
  return apdu(SEND_NAME, 3, concat(signed, record(0x15, signature)));
}

const configuration = configurationOf(HEDERA);
const check = apdu(
  CHECK_PAYOUT,
  3,
  concat(sized(configuration), byLedger(configuration), sized(addressParameters(HEDERA))),
);
const KEY = appNamed('Hedera').addressOf({
  wallet,
  configuration: new Uint8Array(),
  parameters: addressParameters(HEDERA),
})!;

function answers(...commands: Uint8Array[]) {
  let at = state();
  const given: string[] = [];
  for (const command of commands) {
    const outcome = receive(at, command, ENVIRONMENT);
    if (outcome.kind !== 'answer') throw new Error(outcome.kind);
    given.push(outcome.status.toString(16));
    at = outcome.state;
  }
  const payout = textOf(cString(at.message.payout_address as Uint8Array));
  return { given, payout, isWarned: at.crossSeed };
}

describe('a payout to an account of Hedera', () => {
  it('is the user’s when the trusted name says so', () => {
    const taken = { given: ['9000', '9000'], isWarned: false };
    expect(answers(named(KEY), check)).toEqual({ ...taken, payout: KEY });
    expect(answers(named(`0x${KEY}`), check)).toEqual({ ...taken, payout: `0x${KEY}` });
  });

  it('is somebody else’s without one, and when the name is of another key: the user is warned', () => {
    expect(answers(check)).toEqual({ given: ['9000'], payout: ACCOUNT, isWarned: true });
    const other = toHex(new Uint8Array(32).fill(7));
    expect(answers(named(other), check).isWarned).toBe(true);
  });
});
