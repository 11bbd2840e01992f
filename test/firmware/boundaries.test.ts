/**
 * For each change between two releases (firmware.md): a payload or a
 * command that tells the two sides apart.
 */
import { describe, expect, it } from 'vitest';
import { bytesOf, concat, fromHex } from '../../src/bytes.js';
import { RELEASES } from '../../src/firmware/index.js';
import { byLedger } from '../simulator/machine-flow.js';
import { type Deal, Host } from './host.js';

const walk = (version: string, deal: Deal = {}) => new Host(version).walk(deal);

/** What the releases before a boundary and those from it on say, each side by its edge. */
function boundary(before: string, from: string, of: (version: string) => unknown) {
  return { [before]: of(before), [from]: of(from) };
}

describe('every release', () => {
  it.each(RELEASES.map(({ id }) => id))('%s: each NG flow reaches its review', (version) => {
    for (const flow of ['SWAP_NG', 'SELL_NG', 'FUND_NG'] as const) {
      expect([flow, walk(version, { flow })]).toEqual([flow, 'review']);
    }
  });
});

describe('2.0.14-dev | 3.1.0-dev', () => {
  it('a new transaction after an approval brings the menu back', () => {
    const shown = (version: string) => {
      const host = new Host(version);
      host.walk();
      host.decide('Accept');
      host.ledger.press('right');
      host.send(0x03, 3);
      return host.screen;
    };
    expect(boundary('2.0.14-dev', '3.1.0-dev', shown)).toEqual({
      '2.0.14-dev': 'Version | 2.0.14-dev',
      '3.1.0-dev': 'Exchange | is ready',
    });
  });
});

describe('3.1.0-dev | 3.3.0-dev', () => {
  it('NG commands have another form: the other one is refused at the credentials', () => {
    for (const form of ['first', 'second'] as const) {
      const own = form === 'first' ? '3.1.0-dev' : '3.3.0-dev';
      const other = form === 'first' ? '3.3.0-dev' : '3.1.0-dev';
      expect([walk(own, { form }), walk(other, { form })]).toEqual(['review', '04 6a80']);
    }
  });

  it('CHECK_REFUND_ADDRESS in SELL and FUND: comes at the wrong time, then is not known', () => {
    const answers = (version: string) => [1, 2].map((p2) => new Host(version).send(0x09, p2));
    expect(boundary('3.1.0-dev', '3.3.0-dev', answers)).toEqual({
      '3.1.0-dev': ['6d01', '6d01'],
      '3.3.0-dev': ['6d00', '6d00'],
    });
  });

  it('an empty base64 payload is a message without nonce, then none', () => {
    const of = (version: string) => walk(version, { payload: '' });
    expect(boundary('3.1.0-dev', '3.3.0-dev', of)).toEqual({
      '3.1.0-dev': '06 6a82',
      '3.3.0-dev': '06 6a81',
    });
  });
});

describe('3.3.1-dev | 3.3.2-dev', () => {
  it('a base64 payload may have 256, then 512 bytes once decoded', () => {
    // Unknown fields fill the message up to the size wanted.
    const size = (wanted: number, version: string) => {
      const filler = (length: number): Deal => ({ fields: { 14: new Uint8Array(length) } });
      for (let length = 0; length < wanted; length++) {
        const host = new Host(version);
        const deal = filler(length);
        if (decodedSize(deal) === wanted) return host.toSignature(deal);
      }
      return 'no such size';
    };
    for (const version of ['3.3.0-dev', '3.3.1-dev']) {
      expect([size(256, version), size(257, version)]).toEqual(['', '06 6a81']);
    }
    expect([size(257, '3.3.2-dev'), size(300, '3.3.2-dev')]).toEqual(['', '']);
  });
});

describe('3.3.3 | 3.4.0-rc1', () => {
  it('checks without display and the prompt are known', () => {
    const answers = (version: string) =>
      [0x0c, 0x0d, 0x0f].map((ins) => new Host(version).send(ins, ins === 0x0d ? 4 : 3));
    expect(boundary('3.3.3', '3.4.0-rc1', answers)).toEqual({
      '3.3.3': ['6d00', '6d00', '6d00'],
      '3.4.0-rc1': ['6d01', '6d01', '6d01'],
    });
  });

  it('payin_extra_data is not known, then looked at', () => {
    const of = (version: string) => [
      walk(version, { fields: { 13: new Uint8Array(2) } }),
      walk(version, { fields: { 13: new Uint8Array(40) } }),
      walk(version, { fields: { 2: 'memo', 13: new Uint8Array(33).fill(1) } }),
      walk(version, { fields: { 13: new Uint8Array(33).fill(1) } }),
    ];
    expect(boundary('3.3.3', '3.4.0-rc1', of)).toEqual({
      '3.3.3': ['review', 'review', 'review', 'review'],
      '3.4.0-rc1': ['06 6a8d', '06 6a81', '06 6a8d', 'review'],
    });
  });

  it('an amount that the coin app cannot write has a word of its own', () => {
    const of = (version: string) => walk(version, { fields: { 9: new Uint8Array(9).fill(1) } });
    expect(boundary('3.3.3', '3.4.0-rc1', of)).toEqual({
      '3.3.3': '09 6a85',
      '3.4.0-rc1': '0c 6a8b',
    });
  });

  it('a coin app that is not installed ends the app, then is said to be missing', () => {
    const of = (version: string) => {
      const host = new Host(version);
      const coin = { ticker: 'BTC', app: 'Nowhere' };
      return [host.walk({ coin }), host.ledger.runningApp];
    };
    expect(boundary('3.3.3', '3.4.0-rc1', of)).toEqual({
      '3.3.3': ['09 no answer', 'BOLOS'],
      '3.4.0-rc1': ['0c 6a8c', 'Exchange'],
    });
  });

  it('a refusal leaves the app stuck, then at its start', () => {
    const of = (version: string) => {
      const host = new Host(version);
      host.walk();
      return [host.decide('Reject'), host.send(0x02, 0), host.send(0x03, 3).slice(-4)];
    };
    expect(boundary('3.3.3', '3.4.0-rc1', of)).toEqual({
      '3.3.3': ['6a84', '6d01', '6d01'],
      '3.4.0-rc1': ['6a84', '0304009000', '9000'],
    });
  });

  it('the partner is shown, except when an account is funded', () => {
    const of = (version: string) =>
      (['SWAP_NG', 'SELL_NG', 'FUND_NG'] as const).map((flow) => {
        const host = new Host(version);
        host.walk({ flow });
        return host.goTo('Exchange partner | Partner');
      });
    expect(boundary('3.3.3', '3.4.0-rc1', of)).toEqual({
      '3.3.3': [false, false, false],
      '3.4.0-rc1': [true, true, false],
    });
  });
});

describe('3.3.3 | 3.4.0-rc1 on Stax', () => {
  it('the review begins with a tap, then with a swipe, and no word is cut', () => {
    const of = (version: string) => {
      const host = new Host(version, 'stax');
      host.walk();
      return host.screen;
    };
    expect(boundary('3.3.3', '3.4.0-rc1', of)).toEqual({
      '3.3.3':
        'Review transaction to | swap BTC to BTC | Tap to continue | Reject | transaction | 1 of 3',
      '3.4.0-rc1': 'Review transaction to | swap BTC to BTC | Swipe to review | Reject | 1 of 3',
    });
  });
});

describe('3.4.0-rc1 | 3.4.0', () => {
  it('a DER signature of 73 bytes is too long, then just wrong', () => {
    const of = (version: string) => walk(version, { partnerSignature: padded(73) });
    expect(boundary('3.4.0-rc1', '3.4.0', of)).toEqual({
      '3.4.0-rc1': '05 6a80',
      '3.4.0': '05 9d1a',
    });
  });
});

describe('3.4.1 | 3.5.0-swap1, 4.0.0', () => {
  const address = (size: number): Deal => ({ fields: { 1: 'p'.repeat(size) } });

  it('addresses of 62, then 149 characters', () => {
    const of = (version: string) =>
      [62, 63, 120, 149, 150].map((size) => walk(version, address(size)));
    const long = ['review', 'review', 'review', 'review', '06 6a81'];
    expect(boundary('3.4.1', '4.0.0', of)).toEqual({
      '3.4.1': ['review', '06 6a81', '06 6a81', '06 6a81', '06 6a81'],
      '4.0.0': long,
    });
    expect(of('3.5.0-swap1')).toEqual(long);
  });

  it('chunks in legacy flows: in 3.5.0-swap2 alone', () => {
    const chunk = (version: string) =>
      [0, 1, 2].map((p2) => {
        const host = new Host(version);
        for (const [ins, data] of LEGACY_START) {
          const answer = host.send(ins, p2, data(p2));
          if (!answer.endsWith('9000')) return answer;
        }
        return host.send(0x06, p2 | 0x20, new Uint8Array(10));
      });
    expect(chunk('3.5.0-swap2')).toEqual(['9000', '9000', '9000']);
    for (const version of ['3.4.1', '3.5.0-swap1', '4.0.0']) {
      expect(chunk(version)).toEqual(['6a88', '6a88', '6a88']);
    }
  });
});

describe('4.0.0 | 4.1.0', () => {
  it('in_extra_id is not known, then at most 19 characters', () => {
    const of = (version: string) => [
      walk(version, { flow: 'SELL_NG', fields: { 8: 'm'.repeat(20) } }),
      walk(version, { flow: 'SELL_NG', fields: { 8: 'm'.repeat(19) } }),
      walk(version, { flow: 'FUND_NG', fields: { 7: 'm'.repeat(20) } }),
    ];
    expect(boundary('4.0.0', '4.1.0', of)).toEqual({
      '4.0.0': ['review', 'review', 'review'],
      '4.1.0': ['06 6a81', 'review', '06 6a81'],
    });
  });

  it('a build with test keys has a name of its own and warns', () => {
    const hex = (text: string) => Buffer.from(text).toString('hex');
    const of = (version: string) => {
      const host = new Host(version);
      return [host.ledger.runningApp, host.screen, host.raw(fromHex('b001000000'))];
    };
    expect(boundary('4.0.0', '4.1.0', of)).toEqual({
      '4.0.0': [
        'Exchange',
        'Exchange | is ready',
        `0108${hex('Exchange')}05${hex('4.0.0')}01009000`,
      ],
      '4.1.0': [
        'Exchange TEST',
        'DO NOT USE | WITH REAL FUNDS',
        `010d${hex('Exchange TEST')}05${hex('4.1.0')}01009000`,
      ],
    });
  });
});

describe('4.1.0 | 4.2.0', () => {
  it('addresses of 149, then 150 characters', () => {
    const of = (version: string) => walk(version, { fields: { 1: 'p'.repeat(150) } });
    expect(boundary('4.1.0', '4.2.0', of)).toEqual({ '4.1.0': '06 6a81', '4.2.0': 'review' });
    expect(of('4.1.0-pkiv1')).toBe('06 6a81');
    expect(of('4.1.0-pkiv2')).toBe('review');
  });

  it('GET_CHALLENGE and trusted names are not known, then are', () => {
    const of = (version: string) => {
      const host = new Host(version);
      host.toSignature();
      return [host.send(0x10, 3), host.send(0x11, 3, fromHex('010103'))];
    };
    expect(boundary('4.1.0', '4.2.0', of)).toEqual({
      '4.1.0': ['6d00', '6d00'],
      '4.2.0': ['deadbeef9000', '046a91'],
    });
    expect(of('4.1.0-pkiv1')).toEqual(['deadbeef9000', '6a90']);
  });
});

describe('4.2.2 | 4.2.3', () => {
  it('a ticker of one letter', () => {
    const coin = { ticker: 'B', app: 'Bitcoin' };
    const of = (version: string) => walk(version, { fields: { 7: 'B' }, coin });
    expect(boundary('4.2.2', '4.2.3', of)).toEqual({ '4.2.2': '0c 6a80', '4.2.3': 'review' });
  });
});

describe('4.2.4 | 4.3.0', () => {
  const foreign: Deal = { fields: { 5: 'bc1qsomebodyelse' } };

  it('a foreign payout address is refused, then brings a warning', () => {
    const of = (version: string) => walk(version, foreign);
    expect(boundary('4.2.4', '4.3.0', of)).toEqual({ '4.2.4': '08 6a83', '4.3.0': 'review' });
  });

  it('once foreign, the payout stays so until a new transaction', () => {
    const host = new Host('4.3.0');
    // A wrong address and an amount that cannot be written: the check fails, the flag stays.
    const refused = host.walk({ fields: { 5: 'bc1qsomebodyelse', 10: new Uint8Array(9).fill(1) } });
    expect(refused).toBe('08 6a8b');
    expect(host.walk()).toBe('review');
    expect(host.screen).toContain('Review transaction');
  });

  it('Nanos say Receive and tell how a flow ended; before, they say Get and show the menu', () => {
    const of = (version: string) => {
      const host = new Host(version);
      host.walk();
      const row = host.goTo('Receive |') || host.goTo('Receive estimated');
      const refused = host.decide('Reject');
      return [row, refused, host.screen];
    };
    expect(boundary('4.2.4', '4.3.0', of)).toEqual({
      '4.2.4': [false, '6a84', 'DO NOT USE | WITH REAL FUNDS'],
      '4.3.0': [true, '6a84', 'Transaction rejected'],
    });
  });
});

describe('4.3.0 | 4.3.1 | 4.3.2: the warning', () => {
  const foreign: Deal = { fields: { 5: 'bc1qsomebodyelse' } };

  it('is a question before the review, then rows of it; a refusal of the review differs', () => {
    const first = new Host('4.3.0');
    first.walk(foreign);
    expect(first.screen).toBe('Receive address does | not belong to this | Ledger device');
    expect(first.decide('Cancel')).toBe('6a92');
    const second = new Host('4.3.0');
    second.walk(foreign);
    second.goTo('I understand');
    second.ledger.press('both');
    expect(second.screen).toMatch(/^Review transaction/);
    expect(second.goTo('Warning')).toBe(false);
    expect(second.decide('Reject transaction')).toBe('6a84');
    const third = new Host('4.3.1');
    third.walk(foreign);
    expect(third.screen).toMatch(/^Review transaction/);
    expect(third.goTo('Warning | Receive address does')).toBe(true);
    expect(third.decide('Reject transaction')).toBe('6a92');
  });

  it('has three texts on touch models', () => {
    const warning = (version: string) => {
      const host = new Host(version, 'stax');
      host.walk(foreign);
      return host.screen;
    };
    expect(warning('4.3.0')).toMatch(/Verify the swap.*e8.*I understand|I understand.*Verify.*e8/);
    expect(warning('4.3.1')).toMatch(/Verify the swap/);
    expect(warning('4.3.1')).toMatch(/e13/);
    expect(warning('4.3.1')).toMatch(/Continue to verify/);
    expect(warning('4.3.2')).toMatch(/Carefully verify/);
    expect(warning('4.4.0')).toBe(warning('4.3.2'));
  });
});

describe('4.4.0 | 4.4.1 | 4.4.2', () => {
  it('a spinner on Nano after the approval', () => {
    const of = (version: string) => {
      const host = new Host(version);
      host.walk();
      host.decide('Sign transaction');
      return host.screen;
    };
    expect(boundary('4.4.0', '4.4.1', of)).toEqual({
      '4.4.0': 'Sign transaction | to swap',
      '4.4.1': 'Processing',
    });
  });

  it('Ledger Live, then Ledger Wallet', () => {
    const home = (version: string) =>
      (['nanosp', 'stax'] as const).map((model) => new Host(version, model, { build: [] }).screen);
    expect(boundary('4.4.1', '4.4.2', home)).toEqual({
      '4.4.1': [
        'This app enables | swapping and selling | assets in Ledger Live.',
        expect.stringContaining('in Ledger Live.'),
      ],
      '4.4.2': [
        expect.stringMatching(/Exchange.*app is ready/),
        expect.stringContaining('in Ledger Wallet.'),
      ],
    });
  });
});

describe('4.4.2 | develop: the fiat amount of a sell', () => {
  const fiat = (coefficient: string, exponent: number): Deal => ({
    flow: 'SELL_NG',
    fields: { 6: decimal(coefficient, exponent) },
  });
  const shown = (version: string, deal: Deal) => {
    const host = new Host(version);
    const end = host.walk(deal);
    if (end !== 'review') return end;
    host.goTo('Receive');
    return host.screen.replace(/^Receive \| /, '');
  };

  it.each([
    ['exponent 0 has a dot, then none', '3039', 0, 'EUR 12345.', 'EUR 12345'],
    ['a usual amount is the same', '3039', 2, 'EUR 123.45', 'EUR 123.45'],
    ['the top bit is a sign, then a value', 'ffffffffffffffff', 2, 'EUR 0.-1', undefined],
    ['exponents are taken modulo 256, then refused', '3039', 258, 'EUR 123.45', '0d 6a8b'],
    [
      'of nine bytes the last eight count, then none',
      '010000000000003039',
      2,
      'EUR 123.45',
      '0d 6a8b',
    ],
    ['a text that does not fit has another word', '01', 60, '0d 6a85', '0d 6a8b'],
    ['nothing is zero', '', 0, 'EUR 0.', 'EUR 0'],
  ])('%s', (_, coefficient, exponent, before, after) => {
    expect(shown('4.4.2', fiat(coefficient, exponent))).toBe(before);
    expect(shown('4.4.2+HEAD', fiat(coefficient, exponent))).toBe(before);
    const value = shown('develop', fiat(coefficient, exponent));
    if (after !== undefined) expect(value).toBe(after);
    else expect(value.replace(/ \| /g, '')).toBe('EUR184467440737095516.15');
  });

  it('a text of 49 characters fits, one of 50 does not', () => {
    // 'EUR 0.' and as many digits as the exponent.
    expect(shown('develop', fiat('01', 43))).not.toMatch(/6a8b/);
    expect(shown('develop', fiat('01', 44))).toBe('0d 6a8b');
  });
});

describe('what belongs to the SDK, not to the release', () => {
  it('a command during a review is dropped up to level 23, and the answer still comes', () => {
    const of = (apiLevel: number) => {
      const host = new Host('4.2.4', 'nanosp', { apiLevel });
      host.walk();
      return [host.send(0x02, 0), host.decide('Accept')];
    };
    expect([22, 23].map(of)).toEqual([
      ['no answer', '9000'],
      ['no answer', '9000'],
    ]);
    expect([24, 25].map(of)).toEqual([
      ['6d01', 'no answer'],
      ['6d01', 'no answer'],
    ]);
  });

  it('class B0: what reaches the app, and when certificates came', () => {
    const of = (apiLevel: number) => {
      const host = new Host('4.2.4', 'nanosp', { apiLevel });
      const short = fromHex('b00200');
      return [host.raw(fromHex('b006000000')), host.raw(fromHex('b002000000')), host.raw(short)];
    };
    expect({ 18: of(18), 22: of(22), 24: of(24), 25: of(25) }).toEqual({
      18: ['6e00', '6e00', '6e01'],
      22: ['5720', '6e00', '6e01'],
      24: ['422e', '6e00', '6e00'],
      25: ['5720', '6e00', '6e00'],
    });
  });

  it('the longest APDU has 260, then 272 bytes', () => {
    const of = (apiLevel: number) => {
      const host = new Host('4.2.4', 'nanosp', { apiLevel });
      return [260, 261, 272, 273].map((size) => host.raw(new Uint8Array(size).fill(0xe0)));
    };
    expect({ 22: of(22), 24: of(24) }).toEqual({
      22: ['6e01', 'no answer', 'no answer', 'no answer'],
      24: ['6e01', '6e01', '6e01', 'no answer'],
    });
  });
});

/** As the host counts it: the message of a deal, before base64. */
function decodedSize({ fields = {} }: Deal): number {
  const filler = fields[14] as Uint8Array;
  const usual = 7 + 44 + 44 + 5 + 5 + 6 + 6 + 34;
  return usual + filler.length + (filler.length < 128 ? 2 : 3);
}

function decimal(coefficient: string, exponent: number): Uint8Array {
  const bytes = fromHex(coefficient);
  const varint = exponent < 128 ? [exponent] : [(exponent & 0x7f) | 0x80, exponent >> 7];
  return concat(Uint8Array.of(0x0a, bytes.length), bytes, Uint8Array.of(0x10, ...varint));
}

/** A signature in DER form of this size: r has zeros in front of it. */
function padded(size: number): Uint8Array {
  const r = new Uint8Array(size - 6 - 32).fill(1);
  const s = new Uint8Array(32).fill(1);
  return concat(Uint8Array.of(0x30, size - 2, 0x02, r.length), r, Uint8Array.of(0x02, s.length), s);
}

const LEGACY_KEY = fromHex(`04${'11'.repeat(64)}`);
const LEGACY_CREDENTIALS = concat(Uint8Array.of(7), bytesOf('Partner'), LEGACY_KEY);
const LEGACY_START: readonly (readonly [number, (p2: number) => Uint8Array])[] = [
  [0x03, () => new Uint8Array(0)],
  [0x04, () => LEGACY_CREDENTIALS],
  [0x05, () => byLedger(LEGACY_CREDENTIALS)],
];
