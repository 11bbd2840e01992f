/** One payload on every release: which take it, which refuse it and for what, which skip a part. */
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../src/bytes.js';
import { Checker, check, readCase } from '../../../src/check/index.js';
import type { MatrixRow } from '../../../src/check/verdict.js';
import { type FlowKind, flowFor } from '../../../src/exchange/flows.js';
import { chosenFirmwares, rangeWords } from '../../../src/firmware/chosen.js';
import { RELEASES } from '../../../src/firmware/index.js';
import type { FieldOptions } from '../../../src/order/options.js';
import type { MessageValues } from '../../../src/payload/encode.js';
import { exampleKey, exampleValues } from '../../../src/sign/example-order.js';
import { makePayload } from '../../../src/sign/payload-maker.js';
import { nodeVerifier } from '../../../src/simulator/node-verifier.js';
import { FIXTURES, fixture } from '../fixtures.js';

interface Order {
  readonly options?: FieldOptions;
  readonly fields?: MessageValues;
  readonly legacy?: boolean;
  /** What the backend was asked with. */
  readonly request?: Readonly<Record<string, string>>;
}

/** A good order of the public test partner, some fields replaced. */
function orderCase(
  kind: FlowKind,
  { options = {}, fields = {}, legacy = false, request }: Order = {},
) {
  const flow = flowFor(kind, { legacy });
  const curve = flow.curve === 'given' ? 'secp256r1' : flow.curve;
  const key = exampleKey(curve);
  const values = { ...exampleValues(flow, options), ...fields };
  const { answer } = makePayload({ flow, key, values });
  const publicKey = { curve, publicKeyHex: toHex(key.publicKey) };
  return readCase({ ...answer, flow: kind, registered: publicKey, request }, 'case', { legacy });
}

/** Row by row: the releases as a range, and what they answer. */
function words(rows: readonly MatrixRow[] = []): [string, string][] {
  return rows.map(({ firmware, verdict, device, field, ignored }) => {
    const said = device === null ? verdict : `${device.status} ${field}`;
    return [rangeWords(firmware), ignored.length === 0 ? said : `${said} without ${ignored}`];
  });
}

const matrixOf = (judged: ReturnType<typeof orderCase>, firmware = 'all') =>
  check(judged, { firmware, verifier: nodeVerifier }).matrix;

const missed = (judged: ReturnType<typeof orderCase>, require: string) =>
  check(judged, { require, verifier: nodeVerifier })
    .findings.filter(({ code }) => code === 'REQUIRED_FIRMWARE_REFUSES')
    .map(({ field, evidence }) => `${field}: ${evidence}`);

/** NG commands of today say a curve, which the first releases take for a part of the key. */
const FIRST_FORM: [string, string] = ['2.0.14-dev, 3.1.0-dev', '6a80 publicKey'];

describe('which releases take', () => {
  it('an ordinary swap', () => {
    expect(words(matrixOf(orderCase('swap')))).toEqual([
      FIRST_FORM,
      ['3.3.0-dev..develop', 'accepted'],
    ]);
  });

  it('an address of 120 characters', () => {
    const long = { fields: { payin_address: 'a'.repeat(120) } };
    expect(words(matrixOf(orderCase('swap', long)))).toEqual([
      FIRST_FORM,
      ['3.3.0-dev, 3.3.1-dev', '6a81 payload'],
      ['3.3.2-dev..3.4.1', '6a81 payin_address'],
      ['3.5.0-swap1..develop', 'accepted'],
    ]);
  });

  it('an address of 150 characters, which 4.1.0 has no room for', () => {
    const long = { fields: { payin_address: 'a'.repeat(150) } };
    expect(words(matrixOf(orderCase('swap', long), '3.5.0-swap1..'))).toEqual([
      ['3.5.0-swap1..4.1.0-pkiv1, 4.1.0', '6a81 payin_address'],
      ['4.1.0-pkiv2, 4.2.0..develop', 'accepted'],
    ]);
  });

  it('payin_extra_data', () => {
    const fields = { payin_extra_data: Uint8Array.of(1, ...new Uint8Array(32).fill(7)) };
    expect(words(matrixOf(orderCase('swap', { fields })))).toEqual([
      FIRST_FORM,
      ['3.3.0-dev..3.3.3', 'accepted without payin_extra_data'],
      ['3.4.0-rc1..develop', 'accepted'],
    ]);
  });

  it('the byte 00 as payin_extra_data, which says nothing', () => {
    const fields = { payin_extra_data: Uint8Array.of(0) };
    expect(words(matrixOf(orderCase('swap', { fields }), '3.3.0-dev..'))).toEqual([
      ['3.3.0-dev..develop', 'accepted'],
    ]);
  });

  it('a memo in a sell', () => {
    const fields = { in_extra_id: 'hello' };
    expect(words(matrixOf(orderCase('sell', { fields })))).toEqual([
      FIRST_FORM,
      ['3.3.0-dev..4.1.0-pkiv2', 'accepted without in_extra_id'],
      ['4.1.0..develop', 'accepted'],
    ]);
  });

  it('a ticker of one letter', () => {
    const judged = orderCase('swap', {
      options: { from: 'sonic', to: 'BTC' },
      request: { from: 'sonic', to: 'bitcoin' },
    });
    expect(words(matrixOf(judged))).toEqual([
      FIRST_FORM,
      ['3.3.0-dev..4.2.2', '6a80 ticker'],
      ['4.2.3..develop', 'accepted'],
    ]);
  });

  it('a fiat coefficient of nine bytes', () => {
    const out_amount = { coefficient: new Uint8Array(9).fill(1), exponent: 2 };
    expect(words(matrixOf(orderCase('sell', { fields: { out_amount } }), '4.4.0..'))).toEqual([
      ['4.4.0..4.4.2+HEAD', 'accepted'],
      ['develop', '6a8b out_amount'],
    ]);
  });

  it('a legacy swap', () => {
    expect(words(matrixOf(orderCase('swap', { legacy: true })))).toEqual([
      ['2.0.14-dev..develop', 'accepted'],
    ]);
  });
});

describe('the matrix', () => {
  it('has every release once, in the order they came', () => {
    const rows = matrixOf(orderCase('swap')) ?? [];
    expect(rows.flatMap(({ firmware }) => firmware)).toEqual(RELEASES.map(({ id }) => id));
  });

  it('tells releases apart by what the user reads, where screens are asked for', () => {
    const verdict = check(orderCase('swap'), { firmware: '4.2.4,4.3.0,4.4.0', screens: true });
    const labels = verdict.matrix?.map(({ firmware, screens }) => [
      firmware.join(),
      screens.some(([label]) => label === 'Receive'),
      screens.some(([label]) => label === 'Get'),
    ]);
    expect(labels).toEqual([
      ['4.2.4', false, true],
      ['4.3.0', true, false],
      ['4.4.0', true, false],
    ]);
  });

  it('stands beside the verdict of the newest release among them', () => {
    const long = orderCase('swap', { fields: { payin_address: 'a'.repeat(120) } });
    expect(check(long, { firmware: '3.3.3..3.4.1' })).toMatchObject({
      verdict: 'refused',
      device: { status: '6a81' },
      readers: [{ firmware: '3.4.1' }, { firmware: 'documentation' }],
    });
    expect(check(long, { firmware: 'all' }).readers[0]?.firmware).toBe('4.4.2');
  });

  it('is left out where one release is asked', () => {
    expect(check(orderCase('swap'), { firmware: '3.4.1' })).not.toHaveProperty('matrix');
  });

  it.each([
    ['3.4.1', ['payin_address: Exchange 3.4.1: PROCESS_TRANSACTION_RESPONSE is answered 6a81']],
    ['4.4.0..', []],
    ['3.4.0,4.0.0', ['payin_address: Exchange 3.4.0: ']],
    [
      '3.3.0-dev..3.4.0',
      ['payload: Exchange 3.3.0-dev, 3.3.1-dev: ', 'payin_address: Exchange 3.3.2-dev..3.4.0: '],
    ],
  ])('says which of the required releases %s do not take it', (require, expected) => {
    const long = orderCase('swap', { fields: { payin_address: 'a'.repeat(120) } });
    const found = missed(long, require);
    expect(found).toHaveLength(expected.length);
    for (const [at, text] of expected.entries()) expect(found[at]).toContain(text);
  });

  it('counts a release that skips a field as one that does not take it', () => {
    const memo = orderCase('sell', { fields: { in_extra_id: 'hello' } });
    expect(missed(memo, '4.0.0,4.1.0')).toEqual([
      'in_extra_id: Exchange 4.0.0: accepted, but in_extra_id is passed over as unknown.',
    ]);
  });
});

describe('releases asked together answer as when each is asked alone', () => {
  const alone = RELEASES.map(
    (firmware) =>
      [firmware.id, new Checker({ firmware, screens: true, verifier: nodeVerifier })] as const,
  );
  const together = new Checker({ firmware: 'all', screens: true, verifier: nodeVerifier });
  // Whether the review comes up at once or by a command of its own is no difference.
  const plain = (command = '') => command.replace('_NO_DISPLAY', '');
  const texts = (judged: Parameters<Checker['check']>[0]) => {
    const rows = together.check(judged).matrix ?? [];
    for (const [id, checker] of alone) {
      const { verdict, device, screens } = checker.check(judged);
      const row = rows.find(({ firmware }) => firmware.includes(id));
      const own = [verdict, plain(device?.command), device?.status, screens];
      expect(
        [row?.verdict, plain(row?.device?.command), row?.device?.status, row?.screens],
        id,
      ).toEqual(own);
    }
    return rows.length;
  };

  it.each(FIXTURES.map(({ id }) => id))('%s', (id) => {
    expect(texts(readCase(fixture(id), id, {}))).toBeGreaterThan(0);
  });

  const kinds = ['swap', 'sell', 'fund'] as const;
  it.each(kinds.flatMap((kind) => [[kind, false] as const, [kind, true] as const]))(
    '%s, legacy %s, every field at sizes around its limits',
    (kind, legacy) => {
      const { nonceField } = flowFor(kind, { legacy });
      const values = exampleValues(flowFor(kind, { legacy }), {});
      for (const [name, value] of Object.entries(values)) {
        if (name === nonceField || typeof value !== 'string') continue;
        for (const size of [10, 63, 150, 151]) {
          texts(orderCase(kind, { legacy, fields: { [name]: 'x'.repeat(size) } }));
        }
      }
    },
  );
});

it('a range written for people can be read again', () => {
  const ids = ['3.3.3', '3.4.0-rc1', '3.4.0', '4.0.0', '4.4.2+HEAD', 'develop'];
  expect(rangeWords(ids)).toBe('3.3.3..3.4.0, 4.0.0, 4.4.2+HEAD, develop');
  expect(chosenFirmwares(rangeWords(ids)).map(({ id }) => id)).toEqual(ids);
});
