/** The Ethereum app in a swap: what it signs, and what becomes of it when it has left the swap. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf, concat, fromHex, toBigInt, toHex } from '../../../src/bytes.js';
import { PKI_TEST_ROOT_KEY } from '../../../src/exchange/keys.js';
import { V4_4_2 } from '../../../src/firmware/releases/v4.4.2.js';
import { encodeRlp, integer, type Rlp } from '../../../src/host/signing/rlp.js';
import { TOKEN_CERTIFICATE, tokenDescriptor } from '../../../src/host/signing/token-descriptor.js';
import { ethereumSigner } from '../../../src/simulator/coins/ethereum/sign.js';
import type { EthereumState } from '../../../src/simulator/coins/ethereum/state.js';
import type { Approval, SigningStep } from '../../../src/simulator/coins/signing.js';
import { Ledger } from '../../../src/simulator/ledger.js';
import { loadCertificate, NO_CERTIFICATE } from '../../../src/simulator/pki.js';
import { context } from './recorded-signing.js';
import { itSignsOnlyWhatWasApproved } from './signing-properties.js';

const RUNS = Number(process.env.FUZZ_RUNS ?? 600);

describe('the Ethereum app', () => {
  itSignsOnlyWhatWasApproved(/^ethereum(-|\.bsc-)/, ['amount', 'fees', 'destination']);

  it('signs nothing that comes with a memo, or with extra data of a kind it does not know', () => {
    for (const extra of [{ extraId: 'memo' }, { extraData: new Uint8Array(33).fill(2) }]) {
      const step = answered({ ...APPROVED, ...extra }, signing(eip1559()));
      expect([toHex(step.answer!), step.ends]).toEqual(['05006001', 'refused']);
    }
  });
});

const signer = ethereumSigner({ name: 'Ethereum', version: '1.23.0-dev', chainId: 1n });
const PATH = '058000002c8000003c800000000000000000000000';
const TO = 'd692cb1346262f584d17b4b470954501f6715a82';
const GWEI = 1_000_000_000n;

const APPROVED: Approval = {
  destination: `0x${TO}`,
  amount: fromHex('0e92596fd6290000'),
  fees: integer(21_000n * GWEI),
  extraId: '',
  extraData: new Uint8Array(0),
  configuration: fromHex('0345544812000000000000000103455448' + '12'),
};
const DAI = fromHex('5d3a536e4d6dbd6114cc1ead35777bab948e3643');
const TOKEN_APPROVED: Approval = {
  ...APPROVED,
  amount: integer(2n * 10n ** 18n),
  configuration: fromHex('0344414912000000000000000103455448' + '12'),
};

function eip1559(
  changes: Partial<{
    chain: bigint;
    price: bigint;
    gas: bigint;
    to: string;
    value: bigint;
    data: string;
    list: Rlp;
  }> = {},
) {
  const {
    chain = 1n,
    price = GWEI,
    gas = 21_000n,
    to = TO,
    value = toBigInt(APPROVED.amount),
    data = '',
    list = [],
  } = changes;
  const fields: Rlp = [
    integer(chain),
    integer(5n),
    integer(7n),
    integer(price),
    integer(gas),
    fromHex(to),
    integer(value),
    fromHex(data),
    list,
  ];
  return concat(Uint8Array.of(2), encodeRlp(fields));
}

const BLIND = {
  kind: 'status',
  text: 'Blind signing must\nbe enabled in\nsettings',
  isGood: false,
} as const;

const apdu = (head: string, data: Uint8Array) =>
  concat(fromHex(head), Uint8Array.of(data.length), data);
const signing = (transaction: Uint8Array) => apdu('e0040000', concat(fromHex(PATH), transaction));

function begun(approval: Approval): EthereumState {
  const start = signer.start(approval, context);
  if ('refused' in start) throw new Error(start.refused.what);
  return start.state;
}

function answered(approval: Approval, ...commands: readonly Uint8Array[]) {
  return commands.reduce<SigningStep<EthereumState>>(
    (step, command) => signer.receive(step.state, command, withCertificate),
    { state: begun(approval), answer: null },
  );
}

const { state: pki } = loadCertificate(NO_CERTIFICATE, 0x08, TOKEN_CERTIFICATE, {
  rootKey: PKI_TEST_ROOT_KEY,
  verifier: context.verifier,
});
const withCertificate = { ...context, certificate: pki.certificate };

describe('a changed transaction', () => {
  it('is never signed, whatever of it is not as approved', () => {
    const part = fc.oneof(
      fc.record({ value: fc.bigInt({ min: 0n, max: 1n << 250n }) }),
      fc.record({ price: fc.bigInt({ min: 0n, max: 1n << 60n }) }),
      fc.record({ gas: fc.bigInt({ min: 0n, max: 1n << 60n }) }),
      fc.record({ chain: fc.bigInt({ min: 0n, max: 1n << 40n }) }),
      fc.record({ to: fc.uint8Array({ minLength: 20, maxLength: 20 }).map(toHex) }),
      fc.record({ data: fc.uint8Array({ minLength: 1, maxLength: 100 }).map(toHex) }),
    );
    fc.assert(
      fc.property(part, (changes) => {
        const {
          chain = 1n,
          price = GWEI,
          gas = 21_000n,
          to = TO,
          value = toBigInt(APPROVED.amount),
          data = '',
        } = changes as Parameters<typeof eip1559>[0] & object;
        // Chains with the same ticker look alike to the app.
        const isSame =
          price * gas === 21_000n * GWEI &&
          to === TO &&
          value === toBigInt(APPROVED.amount) &&
          data === '' &&
          chain < 2n;
        fc.pre(!isSame && (chain === 1n || !ETHER_CHAINS.has(chain)));
        const step = answered(APPROVED, signing(eip1559(changes)));
        expect(step.ends).not.toBe('signed');
        expect(step.reason?.what).toMatch(/\w/);
      }),
      { numRuns: RUNS },
    );
  });

  it('that comes out of any damage to the commands is the approved one when it is signed', () => {
    const good = signing(eip1559());
    let signed = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 3 }),
        fc.boolean(),
        (changes, isCut) => {
          const bytes = good.slice();
          for (const [at, byte] of changes) bytes[at] = byte;
          const commands = isCut ? [bytes.subarray(0, bytes.length - 20), bytes] : [bytes];
          const step = answered(APPROVED, ...commands);
          if (step.ends !== 'signed') return;
          signed++;
          const count = bytes[5]!;
          const [chain, , , price, gas, to, value, data] = fieldsOf(bytes.subarray(7 + 4 * count));
          expect(toHex(to!)).toBe(TO);
          expect(toBigInt(value!)).toBe(toBigInt(APPROVED.amount));
          expect(toBigInt(price!) * toBigInt(gas!)).toBe(21_000n * GWEI);
          expect(data!.length).toBe(0);
          expect(
            toBigInt(chain!.subarray(0, 8)) === 1n ||
              ETHER_CHAINS.has(toBigInt(chain!.subarray(0, 8))),
          ).toBe(true);
        },
      ),
      { numRuns: RUNS },
    );
    expect(signed).toBeGreaterThan(0);
  });
});

/** Nine fields of RLP behind the header of a list, whose length the app does not look at. */
function fieldsOf(list: Uint8Array): Uint8Array[] {
  let at = list[0]! > 0xf7 ? 1 + list[0]! - 0xf7 : 1;
  return Array.from({ length: 9 }, () => {
    const first = list[at]!;
    const long = first > 0xb7 && first < 0xc0 ? first - 0xb7 : 0;
    const size = long > 0 ? Number(toBigInt(list.subarray(at + 1, at + 1 + long))) : first - 0x80;
    const start = first < 0x80 ? at : at + 1 + long;
    at = first < 0x80 ? at + 1 : start + size;
    return list.subarray(start, at);
  });
}

/** Networks whose coin is called ETH, by the app's own list. */
const ETHER_CHAINS = new Set(
  [
    1, 3, 4, 5, 10, 138, 288, 300, 324, 1101, 1135, 1868, 1923, 1924, 1946, 3776, 4202, 8453, 17000,
  ].map(BigInt),
);

describe('tokens', () => {
  const descriptor = (changes: object = {}) =>
    apdu(
      'e00a0000',
      tokenDescriptor({ ticker: 'DAI', address: DAI, decimals: 18, chainId: 1n, ...changes }),
    );
  const call = (selector: string, to = TO, amount = 2n * 10n ** 18n, behind = '') =>
    eip1559({
      to: toHex(DAI),
      value: 0n,
      data: `${selector}${to.padStart(64, '0')}${amount.toString(16).padStart(64, '0')}${behind}`,
    });

  it('need information on their contract, signed for it', () => {
    expect(answered(TOKEN_APPROVED, descriptor(), signing(call('a9059cbb'))).ends).toBe('signed');
    const without = answered(TOKEN_APPROVED, signing(call('a9059cbb')));
    expect([toHex(without.answer!), without.ends, without.state.inSwap]).toEqual([
      '6a80',
      undefined,
      false,
    ]);
    const other = answered(
      TOKEN_APPROVED,
      descriptor({ address: DAI.slice().reverse() }),
      signing(call('a9059cbb')),
    );
    expect([toHex(other.answer!), other.ends]).toEqual(['6a80', undefined]);
    const damaged = descriptor().slice();
    damaged[10]! ^= 1;
    expect(toHex(answered(TOKEN_APPROVED, damaged).answer!)).toBe('6a80');
    expect(toHex(answered(TOKEN_APPROVED, descriptor({ chainId: 2n })).answer!)).toBe('6a80');
    // Without the certificate Ledger's own key is asked, which did not sign this.
    const uncertified = signer.receive(begun(TOKEN_APPROVED), descriptor(), context);
    expect(uncertified.reason?.what).toContain('signature');
  });

  it('are approved as they are sent, with up to two words behind; more is unannounced data', () => {
    const word = '00'.repeat(32);
    const ends = (transaction: Uint8Array) =>
      answered(TOKEN_APPROVED, descriptor(), ...inChunks(transaction)).ends;
    expect(ends(call('095ea7b3'))).toBe('signed');
    expect(ends(call('a9059cbb', `${'ff'.repeat(12)}${TO}`))).toBe('signed');
    expect(ends(call('a9059cbb', TO, 2n * 10n ** 18n, word + word))).toBe('signed');
    const long = answered(
      TOKEN_APPROVED,
      descriptor(),
      ...inChunks(call('a9059cbb', TO, 2n * 10n ** 18n, word + word + word)),
    );
    expect([toHex(long.answer!), long.ends]).toEqual(['ff016001', 'refused']);
    const from = answered(TOKEN_APPROVED, descriptor(), ...inChunks(call('23b872dd')));
    expect(toHex(from.answer!)).toBe('ff016001');
    const less = answered(TOKEN_APPROVED, descriptor(), ...inChunks(call('a9059cbb', TO, 1n)));
    expect(less.reason?.what).toBe('amount 0.000000000000000001 DAI, approved 2 DAI');
  });
});

describe('its own review, once it has left the swap', () => {
  const rows = (approval: Approval, ...commands: Uint8Array[]) => {
    const { screen } = answered(approval, fromHex('e099000000'), ...commands);
    return screen?.kind === 'review' ? screen.rows.slice(1) : screen;
  };
  const fees = { tag: 'Max fees', value: '0.000021 ETH' };
  const to = { tag: 'To', value: '0xd692Cb1346262F584D17B4B470954501f6715a82' };

  it('names the network where it is not the own one', () => {
    expect(rows(APPROVED, signing(eip1559()))).toEqual([
      { tag: 'Amount', value: '1.05 ETH' },
      to,
      fees,
    ]);
    for (const [chain, ticker, value] of [
      [56n, 'BNB', 'BSC'],
      [137n, 'POL', 'Polygon'],
      [1946n, 'ETH', 'Soneium Testnet Min'],
      [7n, '???', '7'],
    ] as const) {
      expect(rows(APPROVED, signing(eip1559({ chain })))).toEqual([
        { tag: 'Amount', value: `1.05 ${ticker}` },
        to,
        { tag: 'Max fees', value: `0.000021 ${ticker}` },
        { tag: 'Network', value },
      ]);
    }
  });

  it('of a call tells what follows it, and an allowance without end', () => {
    const token = apdu(
      'e00a0000',
      tokenDescriptor({ ticker: 'DAI', address: DAI, decimals: 18, chainId: 1n }),
    );
    const call = (selector: string, amount: string, behind = '') =>
      eip1559({
        ...{ to: toHex(DAI), value: 0n },
        data: `${selector}${TO.padStart(64, '0')}${amount.padStart(64, '0')}${behind}`,
      });
    const shown = (transaction: Uint8Array) =>
      rows(TOKEN_APPROVED, token, ...inChunks(transaction));
    expect(shown(call('095ea7b3', 'ff'.repeat(32)))).toEqual([
      { tag: 'Approve', value: 'Unlimited DAI' },
      { tag: 'Approve to', value: to.value },
      fees,
    ]);
    const text = toHex(bytesOf('ref 7'));
    expect(shown(call('a9059cbb', '1bc16d674ec80000', text))).toEqual([
      { tag: 'Send', value: '2 DAI' },
      to,
      { tag: 'Extra Data', value: 'ref 7' },
      fees,
    ]);
    expect(shown(call('a9059cbb', '1bc16d674ec80000', '00ff'))).toContainEqual({
      tag: 'Extra Data',
      value: '0x00ff',
    });
    expect(shown(call('a9059cbb', '1bc16d674ec80000', '00'.repeat(60)))).toContainEqual({
      tag: 'Extra Data',
      value: `0x${'00'.repeat(47)}...`,
    });
  });
});

describe('what the app says beside', () => {
  it('a challenge stays the same, and the swap goes on', () => {
    const challenge = (...commands: Uint8Array[]) =>
      answered(APPROVED, ...commands, fromHex('e020000000'));
    const first = challenge();
    expect(toHex(first.answer!)).toMatch(/^[0-9a-f]{8}9000$/);
    const again = signer.receive(first.state, fromHex('e020000000'), context);
    expect(toHex(again.answer!)).toBe(toHex(first.answer!));
    expect(signer.receive(again.state, signing(eip1559()), context).ends).toBe('signed');
  });

  it('Transaction Check: a Nano does not know it, touch models ask once and the swap goes on', () => {
    const stax = { ...context, model: 'stax' as const };
    const send = (state: EthereumState, hex: string, on = stax) =>
      signer.receive(state, fromHex(hex), on);
    const nano = send(begun(APPROVED), 'e032010000', context as typeof stax);
    expect([toHex(nano.answer!), nano.state.inSwap]).toEqual(['6d00', false]);
    const wrong = send(begun(APPROVED), 'e032020000');
    expect([toHex(wrong.answer!), wrong.state.inSwap]).toEqual(['6b00', false]);
    // A report nobody wants.
    const off = send(begun(APPROVED), 'e0320001020000');
    expect([toHex(off.answer!), off.state.inSwap]).toEqual(['911c', true]);
    for (const [isWanted, byte, flags] of [
      [true, '01', '32'],
      [false, '00', '22'],
    ] as const) {
      const asked = send(off.state, 'e032010000');
      expect([asked.answer, asked.screen?.kind]).toEqual([null, 'review']);
      const decided = signer.decide!(asked.state, isWanted, stax);
      expect([toHex(decided.answer!), decided.ends]).toEqual([`${byte}9000`, undefined]);
      expect(toHex(send(decided.state, 'e032010000').answer!)).toBe(`${byte}9000`);
      expect(toHex(send(decided.state, 'e006000000').answer!)).toBe(`${flags}0117009000`);
      expect(signer.receive(decided.state, signing(eip1559()), stax).ends).toBe('signed');
    }
  });

  it('call data too short for a selector, or unknown after the swap, is signed blindly or not at all', () => {
    const short = answered(APPROVED, signing(eip1559({ data: '010203' })));
    const left = answered(APPROVED, fromHex('e099000000'), signing(eip1559({ data: '01020304' })));
    for (const [step, isOverHome] of [
      [short, true],
      [left, false],
    ] as const) {
      expect([toHex(step.answer!), step.ends, step.screen]).toEqual([
        '6a80',
        undefined,
        { ...BLIND, isOverHome },
      ]);
    }
  });

  // The rest is what the emulator was seen to do.
  it('a token it does not know needs blind signing once it has left the swap', () => {
    const data = `a9059cbb${'00'.repeat(12)}${TO}${'00'.repeat(31)}01`;
    const step = answered(
      APPROVED,
      fromHex('e099000000'),
      signing(eip1559({ to: toHex(DAI), value: 0n, data })),
    );
    expect([toHex(step.answer!), step.screen]).toEqual(['6a80', { ...BLIND, isOverHome: true }]);
  });

  it('a transaction to be stored is checked, its call data is not, and the swap ends', () => {
    const stored = (...changes: Parameters<typeof eip1559>) => {
      const command = signing(eip1559(...changes));
      command[3] = 1;
      return command;
    };
    const told = (...commands: Uint8Array[]) => {
      const { answer, ends } = answered(APPROVED, ...commands);
      return [toHex(answer!), ends];
    };
    expect(told(stored({ data: '01020304' }))).toEqual(['9000', 'refused']);
    expect(told(stored())).toEqual(['6a80', 'refused']);
    expect(told(stored({ data: '010203' }))).toEqual(['ff016001', 'refused']);
    expect(told(stored({ data: '01020304', gas: 1n }))[0]).toMatch(/^0300.*6001$/);
    const left = fromHex('e099000000');
    expect(told(left, stored({ data: '01020304' }))).toEqual(['9000', undefined]);
    expect(told(left, stored())).toEqual(['6a80', undefined]);
    expect(answered(APPROVED, left, stored()).screen).toBeUndefined();
  });

  it('of fees that have more than 256 bits it looks at the last 256', () => {
    const told = (price: bigint, gas: bigint) => {
      const { answer, ends } = answered(APPROVED, signing(eip1559({ price, gas })));
      return [toHex(answer!), ends];
    };
    const [answer, ends] = told(1n << 255n, 3n);
    expect([answer, ends]).toEqual([`0300${toHex(bytesOf('0.000021 ETH != '))}6001`, 'refused']);
    expect(told((1n << 255n) + (21_000n * GWEI) / 2n, 2n)[1]).toBe('signed');
  });

  it('an amount too long to be written has a status of its own, in the swap and after it', () => {
    const tooLong = signing(eip1559({ value: 1n << 240n }));
    const inSwap = answered(APPROVED, tooLong);
    expect([toHex(inSwap.answer!), inSwap.ends]).toEqual(['6807', 'refused']);
    const left = answered(APPROVED, fromHex('e099000000'), tooLong);
    expect([toHex(left.answer!), left.ends, left.screen]).toEqual(['6807', undefined, undefined]);
  });
});

function inChunks(transaction: Uint8Array): Uint8Array[] {
  const whole = concat(fromHex(PATH), transaction);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < whole.length; at += 200) {
    chunks.push(apdu(at === 0 ? 'e0040000' : 'e0048000', whole.subarray(at, at + 200)));
  }
  return chunks;
}

describe('beside transactions', () => {
  it('a personal message is shown, signed when the user says so, and ends the swap', () => {
    const text = bytesOf('hello');
    const shown = answered(
      APPROVED,
      apdu('e0080000', concat(fromHex(PATH), fromHex('00000005'), text)),
    );
    expect([shown.answer, shown.screen?.kind, shown.state.inSwap]).toEqual([null, 'review', true]);
    const yes = signer.decide!(shown.state, true, context);
    expect(toHex(yes.answer!)).toMatch(/^1[bc][0-9a-f]{128}9000$/);
    expect([yes.state.inSwap, yes.ends]).toEqual([false, undefined]);
    expect(toHex(signer.decide!(shown.state, false, context).answer!)).toBe('6985');
  });

  it('fees and amounts it cannot hold are refused before anything is sent', () => {
    for (const approval of [
      { ...APPROVED, fees: new Uint8Array(9).fill(1) },
      { ...APPROVED, configuration: fromHex('03455448') },
    ]) {
      expect(signer.start(approval, context)).toHaveProperty('refused');
    }
  });

  it('on the Ethereum Classic app a transaction of another chain ends the swap', () => {
    const classic = ethereumSigner({ name: 'Ethereum Classic', version: '1', chainId: 61n });
    const start = classic.start(APPROVED, context);
    if ('refused' in start) throw new Error(start.refused.what);
    const step = classic.receive(start.state, signing(eip1559()), context);
    expect([toHex(step.answer!), step.ends, step.screen?.kind]).toEqual([
      '6a80',
      undefined,
      'home',
    ]);
  });

  it('its code is not there until it signs', () => {
    const ledger = new Ledger({ wallet: context.wallet, firmware: V4_4_2 });
    expect(ledger.signerNeeded).toBeUndefined();
    expect(ledger.unfinishedCoinApp).toBeUndefined();
  });
});
