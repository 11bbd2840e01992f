/** Transactions of the user's own: read in the forms people have, sent as the app takes them. */
import { describe, expect, it } from 'vitest';
import { concat, fromHex, textOf, toBigInt, toHex, utf8 } from '../../../src/bytes.js';
import type { Device } from '../../../src/device.js';
import { CURRENCIES } from '../../../src/host/currencies.js';
import { commandsForApp, readOwnTransaction } from '../../../src/host/signing/own-transaction.js';
import type { Payment } from '../../../src/host/signing/payment.js';
import { FRAMED_APPS, signPayment } from '../../../src/host/signing/sign-payment.js';
import { parsePath } from '../../../src/simulator/coins/path.js';
import {
  played,
  type RecordedSigning,
  recordedSignings,
} from '../../simulator/coins/recorded-signing.js';

/** How each app begins: instruction that signs, and the size of the path in its first command. */
const SIGN: Readonly<Record<string, { ins: number; littleEndian?: true }>> = {
  Aptos: { ins: 0x06 },
  Cosmos: { ins: 0x02, littleEndian: true },
  TON: { ins: 0x06 },
  'Tezos Wallet': { ins: 0x04 },
};
const RECORDED = /^(aptos|cosmos|ton|ton_usdt|tezos)-\w+valid_[12]$/;
const APPS: Readonly<Record<string, string>> = {
  aptos: 'Aptos',
  cosmos: 'Cosmos',
  tezos: 'Tezos Wallet',
};

const appOf = ({ name }: RecordedSigning) => APPS[name.split('-')[0]!] ?? 'TON';

/** A device that has the coin app of a recording at its start. */
function deviceOf({ signer, approval }: RecordedSigning): { device: Device; sent: Uint8Array[] } {
  const sent: Uint8Array[] = [];
  const device: Device = {
    name: 'coin app',
    model: 'nanosp',
    async exchange(apdu) {
      sent.push(apdu);
      return played(signer, approval, sent).answers.at(-1)!;
    },
    close: async () => {},
  };
  return { device, sent };
}

/** The bytes behind the path in the recorded commands, and that path. */
function transactionIn(recording: RecordedSigning): { payment: Payment; transaction: Uint8Array } {
  const app = appOf(recording);
  const { ins, littleEndian } = SIGN[app]!;
  const [begin, ...parts] = recording.commands
    .filter((apdu) => apdu[1] === ins)
    .map((apdu) => apdu.subarray(5));
  const counted = littleEndian ? concat(Uint8Array.of(5), begin!) : begin!;
  const path = parsePath(counted, littleEndian ? { littleEndian } : {})!;
  const currency = CURRENCIES.find((one) => one.app === app)!;
  const { destination, amount, fees, extraId } = recording.approval;
  return {
    payment: {
      ...{ currency, path, destination, memo: extraId },
      ...{ amount: toBigInt(amount), fees: toBigInt(fees) },
    },
    transaction: concat(...parts),
  };
}

describe('a transaction as bytes', () => {
  it('is signed as Ledger’s client had it signed, and the signer is verified', async () => {
    const signed = new Set<string>();
    for (const recording of await recordedSignings(RECORDED)) {
      const { payment, transaction } = transactionIn(recording);
      const app = appOf(recording);
      const written = readOwnTransaction(toHex(transaction), app, 'tx')!;
      expect(written).toEqual({ transaction });
      const { device, sent } = deviceOf(recording);
      const signing = await signPayment(device, payment, written);
      if (signing.outcome !== 'signed') throw new Error(JSON.stringify(signing));
      expect(toHex(recording.answers.at(-1)!)).toContain(signing.signatures[0]);
      expect(signing.signer).toMatch(/^(0x[0-9a-f]{64}|cosmos1|tz1|UQ)/);
      const own = (apdu: Uint8Array) => apdu[1] === SIGN[app]!.ins;
      expect(
        concat(
          ...sent
            .filter(own)
            .slice(1)
            .map((apdu) => apdu.subarray(5)),
        ),
      ).toEqual(transaction);
      signed.add(app);
    }
    // The others nobody recorded: framed.test.ts and scenarios/signing-own.yaml have them.
    const unrecorded = ['Hedera', 'NEAR', 'Polkadot', 'Solana'];
    expect([...signed, ...unrecorded].sort()).toEqual([...FRAMED_APPS].sort());
  });

  it('a damaged signature is not called one', async () => {
    for (const recording of await recordedSignings(/^(aptos|cosmos|ton|tezos)-swap_valid_1$/)) {
      const { device } = deviceOf(recording);
      const { payment, transaction } = transactionIn(recording);
      const damaging: Device = {
        ...device,
        async exchange(apdu) {
          const answer = await device.exchange(apdu);
          return apdu[1] === SIGN[appOf(recording)]!.ins && answer.length > 60
            ? answer.map((byte, i) => (i === 30 ? byte ^ 1 : byte))
            : answer;
        },
      };
      await expect(signPayment(damaging, payment, { transaction })).rejects.toThrow(
        'gave a signature that does not verify with its public key',
      );
    }
  });
});

describe('commands of a client', () => {
  it('with one that is not for the app are no transaction', () => {
    const text = '80020000021234\n8006000000';
    expect(() => readOwnTransaction(text, 'NEAR', 'tx')).toThrow(
      'tx: expected commands of the NEAR app only, one a line, found 80060000… among them',
    );
  });

  it('are sent as they are, and what the app gave comes back', async () => {
    const all = await recordedSignings(/^(kaspa|cardano_shelley|ripple)-\w+valid_[12]$/);
    for (const recording of all) {
      const app = { kaspa: 'Kaspa', ripple: 'XRP' }[recording.name.split('-')[0]!] ?? 'Cardano ADA';
      const text = recording.commands.map((apdu) => `=> ${toHex(apdu)} # from a client`).join('\n');
      const written = readOwnTransaction(text, app, 'tx')!;
      expect(written).toEqual({ commands: recording.commands });
      const { device } = deviceOf(recording);
      const currency = CURRENCIES.find((one) => one.app === app)!;
      const signing = await signPayment(device, { currency } as Payment, written);
      const answers = recording.answers.map((answer) => toHex(answer.subarray(0, -2)));
      const signatures = app === 'Cardano ADA' ? answers.slice(-2) : answers.slice(-1);
      // Kaspa draws something for each signature: what it signed is behind it.
      const fixed = (hex: string) => (app === 'Kaspa' ? hex.slice(-66) : hex);
      if (signing.outcome !== 'signed') throw new Error(JSON.stringify(signing));
      expect(signing.signatures.map(fixed)).toEqual(signatures.map(fixed));
      expect(signing).toMatchObject({ transaction: null, hash: null, signer: null });
    }
  });

  it('that end before the signature are an error, those that are refused a refusal', async () => {
    const [recording] = await recordedSignings(/^cardano_shelley-swap_valid_1$/);
    const currency = CURRENCIES.find(({ app }) => app === 'Cardano ADA')!;
    const pay = (commands: readonly Uint8Array[]) =>
      signPayment(deviceOf(recording!).device, { currency } as Payment, { commands });
    await expect(pay(recording!.commands.slice(0, 5))).rejects.toThrow(
      'transaction: expected commands up to the signature, found 5 that the Cardano ADA app has answered without one',
    );
    const [wrong] = await recordedSignings(/^cardano_shelley-swap_wrong_amount$/);
    const refused = await signPayment(deviceOf(wrong!).device, { currency } as Payment, {
      commands: wrong!.commands,
    });
    expect(refused).toMatchObject({ outcome: 'refused', status: '6001', code: '0100' });
  });

  it('are found in a session: behind START_SIGNING, up to Exchange’s next command', () => {
    const session = [
      'e002000300',
      'e00a000300',
      'e005000000',
      'e006000001aa',
      'e002000300',
      'e005000000',
    ];
    const found = commandsForApp(session.map(fromHex), 'TON');
    expect(found.map(toHex)).toEqual(['e005000000', 'e006000001aa']);
    expect(commandsForApp(session.map(fromHex), 'Tezos Wallet')).toEqual([]);
  });
});

describe('reading', () => {
  it('takes Cosmos’ JSON as it is', () => {
    const document = '{"account_number":"0"}';
    expect(readOwnTransaction(`${document}\n`, 'Cosmos', 'tx')).toEqual({
      transaction: utf8(document),
    });
    expect(textOf(readOwnTransaction(utf8(document), 'Cosmos', 'tx')!.transaction!)).toBe(document);
  });

  it('says in one sentence what is wanted', () => {
    expect(() => readOwnTransaction('00ff', 'Kaspa', 'tx')).toThrow(
      'tx: expected the APDUs a client sends to the Kaspa app, one a line or in any log, found other hex: that app takes a transaction in pieces',
    );
    expect(() => readOwnTransaction('70736274ff', 'Tron', 'tx')).toThrow(
      "tx: expected a transaction for the Tron app, found a PSBT, which is Bitcoin's",
    );
    expect(() => readOwnTransaction('00ff', 'Bitcoin', 'tx')).toThrow(
      'transaction: expected a PSBT of version 0 or 2, found one in which it begins with 00ff',
    );
    expect(readOwnTransaction('hello', 'Tron', 'tx')).toBeUndefined();
    expect(readOwnTransaction('', 'Tron', 'tx')).toBeUndefined();
  });
});
