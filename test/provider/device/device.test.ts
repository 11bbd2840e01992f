/** Chapters G and H against the reference provider: nothing to find, and each mistake by its name. */
import { expect, it } from 'vitest';
import { toHex } from '../../../src/bytes.js';
import { flowFor } from '../../../src/exchange/flows.js';
import { testAuthority } from '../../../src/host/authority.js';
import { credentialsOf } from '../../../src/host/partner.js';
import { exampleKey } from '../../../src/sign/example-order.js';
import { otherKey } from '../../../src/sign/mistake.js';
import { notRun, playDevice } from './played.js';

const key = exampleKey('secp256k1');
const registered = { curve: key.curve, publicKey: key.publicKey, label: 'registered' };
const foreign = { ...registered, publicKey: otherKey(key.curve).publicKey, label: 'production' };
const credential = (name: string) =>
  testAuthority().sign(credentialsOf({ ...registered, name }, flowFor('swap')));

it.each(['swap', 'sell', 'card', 'fund'] as const)(
  '%s: every rule is looked at and passes',
  async (product) => {
    const run = await playDevice({ product, profile: { credential: credential('Test partner') } });
    expect(run.failed).toEqual([]);
    expect(notRun(run)).toEqual({});
    expect(run.rules.get('check: nonce family')?.evidence).toMatch(/^2\d orders: nothing found$/);
    const models = run.rules.get('DEVICE_OTHER_MODEL')?.evidence ?? '';
    for (const model of ['nanosp', 'nanox', 'stax', 'flex', 'apex_p']) {
      expect(models).toContain(`${model} 4.4.2 shows the review`);
    }
    const [order] = run.record.orders;
    expect(new Set(order?.screens.map(({ model }) => model)).size).toBe(5);
    expect(order?.device).toBe('it shows the review; the user said no');
    expect(order?.fields.every(({ expected }) => expected === undefined)).toBe(true);
  },
);

it('the nonce of the request is the one the device made, new at each order', async () => {
  const { record } = await playDevice();
  const nonces = record.journal
    .filter(
      ({ request, answer }) => request.operation.startsWith('swapF') && answer?.status === 200,
    )
    .map(({ request }) => (JSON.parse(request.body ?? '{}') as { nonce: string }).nonce);
  expect(nonces.length).toBeGreaterThanOrEqual(20);
  expect(new Set(nonces).size).toBe(nonces.length);
  const shown = record.orders[0]?.fields.find(({ name }) => name === 'device_transaction_id_ng');
  expect(nonces).toContain(shown?.value);
});

it('the lines of the review are those of quote and request', async () => {
  const { rules, record } = await playDevice({ product: 'sell' });
  const [number] = record.orders[0]!.exchanges;
  const quote = record.journal.find((exchange) => exchange.number === number)!;
  const { amountTo } = quote.answer!.json as { amountTo: string };
  expect(rules.get('DEVICE_SCREEN_WRONG')?.evidence).toBe(
    `bitcoin to EUR: 0.01 BTC, EUR ${Number(amountTo).toFixed(2)}, fees 0.00001412 BTC, [e-mail hidden]`,
  );
});

const MISTAKES: readonly (readonly [
  product: 'swap' | 'sell' | 'fund',
  code: string,
  rule: string,
  also: readonly string[],
])[] = [
  ['swap', 'SIGNATURE_WITHOUT_DOT_PREFIX', 'check: signature family', ['DEVICE_REFUSES']],
  ['sell', 'SIGNATURE_IS_DER', 'check: signature family', ['DEVICE_REFUSES']],
  ['swap', 'PAYLOAD_MISSING', 'check: envelope family', ['DEVICE_REFUSES']],
  ['fund', 'FUND_DRAFT_LAYOUT', 'check: envelope family', ['DEVICE_REFUSES']],
  ['sell', 'PAYLOAD_TOO_LARGE', 'check: size family', ['check: envelope family', 'DEVICE_REFUSES']],
  ['swap', 'NONCE_OTHER_TRANSACTION', 'check: nonce family', ['DEVICE_REFUSES']],
  ['swap', 'AMOUNT_FLOAT_ROUNDING', 'check: amount family', ['DEVICE_SCREEN_WRONG']],
  ['swap', 'AMOUNT_WRONG_DECIMALS', 'DEVICE_SCREEN_WRONG', ['check: amount family']],
  ['swap', 'CURRENCY_FROM_TO_SWAPPED', 'check: currency family', ['DEVICE_REFUSES']],
  ['swap', 'MEMO_MISSING', 'check: address family', []],
  ['swap', 'REFUND_MEMO_LOST', 'check: address family', []],
  ['sell', 'UDECIMAL_SCALE', 'check: fiat family', ['DEVICE_SCREEN_WRONG']],
  ['swap', 'SIGNATURE_K_REUSED', 'SIGNATURE_NOT_FRESH', []],
  ['swap', 'PAYIN_EXTRA_DATA_NANO_S', 'DEVICE_OTHER_MODEL', ['check: address family']],
  ['swap', 'PAYOUT_ADDRESS_NOT_USERS', 'DEVICE_CROSS_SEED', ['check: address family']],
];

it.each(MISTAKES)('%s with %s: %s fails', async (product, code, rule, also) => {
  const { rules, failed } = await playDevice({ product, codes: [code] });
  expect(rules.get(rule)?.result).toBe('failed');
  expect(failed.filter((id) => id !== rule && !also.includes(id))).toEqual([]);
  if (rule.startsWith('check:')) expect(rules.get(rule)?.codes).toContain(code);
});

it('field 11 with the nonce in it', async () => {
  const { rules } = await playDevice({ codes: ['NONCE_IN_BOTH_FIELDS'] });
  expect(rules.get('LEGACY_NONCE_CONFLICT')).toMatchObject({
    result: 'failed',
    codes: ['NONCE_IN_BOTH_FIELDS'],
  });
});

it('the key of the other environment is named, and one that only half of the servers have', async () => {
  const wrong = await playDevice({
    codes: ['SIGNATURE_OTHER_KEY'],
    profile: { otherKeys: [foreign] },
  });
  expect(wrong.rules.get('KEY_IS_OTHER_ENVIRONMENT')?.result).toBe('failed');
  expect(wrong.rules.get('ORDERS_SIGNED_BY_SEVERAL_KEYS')?.result).toBe('passed');
  const half = await playDevice({
    codes: ['KEY_ROTATION_HALF'],
    profile: { otherKeys: [foreign] },
  });
  expect(half.rules.get('ORDERS_SIGNED_BY_SEVERAL_KEYS')?.evidence).toMatch(
    /^2\d orders: 1\d verify under the registered key, 1\d verify under another key of the profile$/,
  );
});

it('the name and the credential of the registry', async () => {
  const short = await playDevice({ codes: ['PARTNER_NAME'] });
  expect(short.rules.get('PARTNER_NAME_LENGTH')).toMatchObject({
    result: 'failed',
    evidence: '"Te" has 2 bytes; the device takes 3 to 15',
  });
  expect(short.failed).toEqual(['PARTNER_NAME_LENGTH']);
  const other = await playDevice({
    codes: ['PARTNER_NAME_CASE'],
    profile: { credential: credential('Test partner') },
  });
  expect(other.failed).toEqual(['PARTNER_CREDENTIAL']);
  expect(other.rules.get('PARTNER_CREDENTIAL')?.evidence).toContain('letter for letter');
  const wrongKey = await playDevice({
    profile: { credential: credential('Test partner'), environment: 'production' },
  });
  expect(wrongKey.rules.get('PARTNER_CREDENTIAL')?.evidence).toContain('of the test environment');
});

it('without orders, or without a key, every rule says what it lacks', async () => {
  const quiet = await playDevice({ createOrders: false });
  const { PARTNER_CREDENTIAL: _, ...left } = notRun(quiet);
  expect(new Set(Object.values(left))).toEqual(new Set(['needs --create-orders']));
  expect(quiet.record.journal.some(({ request }) => /swapF/.test(request.operation))).toBe(false);
  const blind = await playDevice({ profile: { key: undefined as never } });
  expect(blind.failed).toEqual([]);
  expect(notRun(blind)).toMatchObject({
    'check: signature family': 'the profile names no registered key',
    DEVICE_REFUSES: 'the profile names no registered key',
    DEVICE_SCREEN_WRONG: 'the profile names no registered key',
  });
  expect(blind.rules.get('check: amount family')?.result).toBe('passed');
});

it('addresses of the profile that are not of the device are no fault of the provider', async () => {
  const { rules } = await playDevice({
    profile: { addresses: { ETH: '0x9858EfFD232B4033E47d90003D41EC34EcaEda94' } },
  });
  expect(rules.get('DEVICE_CROSS_SEED')).toMatchObject({ result: 'notRun' });
  expect(rules.get('DEVICE_REFUSES')?.result).toBe('passed');
  const refund = await playDevice({
    profile: { addresses: { BTC: 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu' } },
  });
  expect(refund.failed).toEqual([]);
  expect(refund.rules.get('DEVICE_REFUSES')?.evidence).toContain('the review comes up');
  expect(refund.rules.get('DEVICE_SCREEN_WRONG')?.result).toBe('passed');
  expect(notRun(refund).DEVICE_OTHER_MODEL).toContain('not of this device');
});

it('keys of the run are in no result', async () => {
  const { record } = await playDevice({ profile: { headers: { 'x-api-key': 'secret-key-1' } } });
  expect(JSON.stringify(record.result)).not.toContain('secret-key-1');
  expect(JSON.stringify(record.result)).not.toContain(toHex(key.reveal()));
});
