/** The Bitcoin app in a swap: what it signs, and what it does with a host that lies. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../../src/bytes.js';
import { CURRENCIES } from '../../../src/host/currencies.js';
import { payWithBitcoin } from '../../../src/host/signing/bitcoin.js';
import type { Payment } from '../../../src/host/signing/payment.js';
import { SwapRefusal } from '../../../src/simulator/coins/bitcoin/app-error.js';
import { approvedOf, requireApproved } from '../../../src/simulator/coins/bitcoin/checks.js';
import { readTransaction } from '../../../src/simulator/coins/bitcoin/previous-transaction.js';
import type { Summary } from '../../../src/simulator/coins/bitcoin/psbt.js';
import { addressOf, isReadableOpReturn } from '../../../src/simulator/coins/bitcoin/script.js';
import { bitcoinSigner } from '../../../src/simulator/coins/bitcoin/sign.js';
import type { Approval } from '../../../src/simulator/coins/signing.js';
import { isSigned, spentKeyHash } from '../../host/signing/bip143.js';
import { context } from './recorded-signing.js';
import { itSignsOnlyWhatWasApproved } from './signing-properties.js';

const RUNS = Number(process.env.FUZZ_RUNS ?? 150);
const HARDENED = 0x80000000;

describe('the Bitcoin app', () => {
  itSignsOnlyWhatWasApproved(/^bitcoin-/, ['amount', 'fees', 'destination']);
});

const payment: Payment = {
  currency: CURRENCIES.find(({ id }) => id === 'btc')!,
  path: [84 + HARDENED, HARDENED, HARDENED, 0, 0],
  destination: 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu',
  amount: 20_900_000n,
  fees: 100_000n,
  memo: '',
};
const approval: Approval = {
  destination: payment.destination,
  amount: fromHex('013ee8a0'),
  fees: fromHex('0186a0'),
  extraId: '',
  extraData: new Uint8Array(0),
  configuration: new Uint8Array(0),
};

/** A session, and what happened in it; `change` may change every command. */
function session(
  change: (apdu: Uint8Array, number: number) => Uint8Array = (apdu) => apdu,
  approved: Approval = approval,
) {
  const start = bitcoinSigner.start(approved, context);
  if ('refused' in start) throw new Error(start.refused.what);
  let { state } = start;
  let number = 0;
  const seen = { ends: undefined as string | undefined, answers: [] as string[] };
  const send = async (apdu: Uint8Array) => {
    const step = bitcoinSigner.receive(state, change(apdu, number++), context);
    state = step.state;
    seen.ends ??= step.ends;
    seen.answers.push(toHex(step.answer ?? new Uint8Array(0)));
    return step.answer ?? new Uint8Array(2);
  };
  return { seen, send };
}

describe('a host that lies', () => {
  it('gets no signature: any byte of what it sends is proved, or does not matter', async () => {
    const honest = session();
    const expected = await payWithBitcoin(payment, honest.send, {});
    const count = honest.seen.answers.length;
    expect(count).toBeGreaterThan(200);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(count - 1),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (which, where, bits) => {
          const flipped = session((apdu, number) => {
            if (number !== which) return apdu;
            const changed = apdu.slice();
            changed[where % changed.length]! ^= bits;
            return changed;
          });
          const signed = await payWithBitcoin(payment, flipped.send, {}).catch(() => undefined);
          if (signed === undefined) return;
          // What came out all the same is the approved transaction. Its sequence number the app takes
          // for the usual one where the host does not tell: then the signature fits nothing.
          expect(signed.hash).toBe(expected.hash);
          const given = fromHex('fdffffff');
          const usual = fromHex('ffffffff');
          const fits = [given, usual].flatMap((own) =>
            [given, usual].map((all) => {
              const raw = fromHex(signed.transaction!);
              const spent = spentKeyHash(raw, 21_100_000n, { own, all });
              return isSigned(spent.message, spent.signature, spent.publicKey);
            }),
          );
          expect(fits).toContain(true);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('may end the conversation with another command, and begin again', async () => {
    const { send, seen } = session((apdu, number) =>
      number === 20 ? fromHex('e105000000') : apdu,
    );
    await expect(payWithBitcoin(payment, send, {})).rejects.toThrow(/did not sign/);
    expect(seen.answers.at(-1)).toBe('6a80');
    expect(seen.ends).toBeUndefined();
    // The number is past 20 now: the second attempt is let through.
    expect((await payWithBitcoin(payment, send, {})).signer).toMatch(/^bc1q/);
    expect(seen.ends).toBe('signed');
  });
});

describe('extra ids and extra data', () => {
  it('of a kind the app does not know are refused, whatever is signed', async () => {
    for (const extra of [
      { extraId: 'memo' },
      { extraData: new Uint8Array(33).fill(1) },
      { extraId: '\x03' },
    ]) {
      const { send, seen } = session((apdu) => apdu, { ...approval, ...extra });
      await expect(payWithBitcoin(payment, send, {})).rejects.toThrow(/did not sign/);
      expect([seen.answers.at(-1), seen.ends]).toEqual(['ff026b00', 'refused']);
    }
  });
});

describe('an OP_RETURN', () => {
  it('in the place of the payment is another destination when the app has a text for it', () => {
    const readable = (script: string) => isReadableOpReturn(fromHex(script));
    const data = '42'.repeat(76);
    const written = [
      ...['6a', '6a00', '6a4f', '6a60', '6a0474657374', '6a0111', `6a4c4c${data}`],
      '6a5152535455',
    ];
    for (const script of written) expect([script, readable(script)]).toEqual([script, true]);
    const others = [
      ...['', '51', '6a50', '6a61', '6a4c0474657374', '6a4d040074657374', '6a047465', '6a4c'],
      ...['6a0101', '6a0110', '6a0181', '6a515253545556'],
    ];
    for (const script of others) expect([script, readable(script)]).toEqual([script, false]);
  });

  it('instead of the payment is refused as a destination, or as a form nobody can read', async () => {
    const summary = (script: string): Summary => ({
      ownInputs: [true],
      outputs: [{ amount: payment.amount, script: fromHex(script), isChange: false }],
      spent: payment.amount + payment.fees,
      warnings: { noPreviousTransaction: false, otherSighash: false },
    });
    const answer = (script: string) => {
      try {
        requireApproved(approvedOf(approval)!, summary(script), true);
        return 'approved';
      } catch (error) {
        if (!(error instanceof SwapRefusal)) throw error;
        return toHex(error.answer);
      }
    };
    expect(answer('6a0474657374')).toBe('02006b00');
    expect(answer('6a4d040074657374')).toBe('04056b00');
    expect(answer('51')).toBe('04056b00');
  });
});

describe('keys it tells', () => {
  it('are those of usual paths; others only when they are shown', async () => {
    const { send } = session();
    const told = async (apdu: string) => toHex(await send(fromHex(apdu)));
    expect(await told('e105000000')).toBe('f5acc2fd9000');
    const xpub = await told('e100000010000380000054800000008000000000');
    expect(xpub.slice(-4)).toBe('6a87');
    const whole = await told('e10000000e0003800000548000000080000000');
    expect(Buffer.from(whole.slice(0, -4), 'hex').toString()).toMatch(/^xpub6/);
    // Account 101, and coin 1.
    expect(await told('e10000000e0003800000548000000080000065')).toBe('6a82');
    expect(await told('e10000000e0003800000548000000180000000')).toBe('6a82');
    // Not in a swap: a wallet to register, another class, an answer nobody asked for.
    expect(await told('e102000000')).toBe('6d00');
    expect(await told('e002000000')).toBe('6e00');
    expect(await told('f801000000')).toBe('6e00');
    expect(await told('e104000200')).toBe('6a86');
    expect(await told('e1040001')).toBe('6a87');
  });
});

describe('previous transactions', () => {
  // Block 170: ten bitcoin from Satoshi to Hal Finney.
  const hex =
    '0100000001c997a5e56e104102fa209c6a852dd90660a20b2d9c352423edce25857fcd3704000000004847304402204e45e16932b8af514961a1d3a1a25fdf3f4f7732e9d624c6c61548ab5fb8cd410220181522ec8eca07de4860a4acdd12909d831cc56cbbac4622082221a8768d1d0901ffffffff0200ca9a3b00000000434104ae1a62fe09c5f51b13905f07f06b99a2f7159b2225f374cd378d71302fa28414e7aab37397f554a7df5f142c21c1b7303b8a0626f1baded5c72a704f7e6cd84cac00286bee0000000043410411db93e1dcdb8a016b49840f8c53bc1eb68a382e97b1482ecad7b148a6909a5cb2e0eaddfb84ccf9744464f82e160bfa9b8b64f9d4c03f999b8643f656b412a3ac00000000';

  it('have their id; outputs with long scripts cannot be spent', () => {
    expect(readTransaction(fromHex(hex), 0)).toBeUndefined();
    expect(readTransaction(fromHex(hex.slice(0, -2)), 0)).toBeUndefined();
    expect(readTransaction(fromHex(hex), 2)).toBeUndefined();
    // The same with a short script in the place of the first.
    const short = hex.replace(/43(4104ae.{130})/, (_, script: string) => `01${script.slice(0, 2)}`);
    expect(toHex(readTransaction(fromHex(short), 0)!.output.script)).toBe('41');
  });
});

describe('addresses of scripts', () => {
  it('are those of BIP-173, BIP-350 and their elders', () => {
    const address = (script: string) => addressOf(fromHex(script));
    expect(address('0014751e76e8199196d454941c45d1b3a323f1433bd6')).toBe(
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    );
    expect(address('512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798')).toBe(
      'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0',
    );
    expect(address('76a91462e907b15cbf27d5425399ebf6f0fb50ebb88f1888ac')).toBe(
      '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa',
    );
    expect(address('a914748284390f9e263a4b766a75d0633c50426eb87587')).toBe(
      '3CK4fEwbMP7heJarmU4eqA3sMbVJyEnU3V',
    );
    expect(address('6a0474657374')).toBeUndefined();
    expect(address('')).toBeUndefined();
  });
});
