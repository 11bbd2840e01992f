/**
 * A stranger's swap provider of the older pages: what differs from today is named as what it is, none
 * of it an error, and each mistake is told beside it.
 */
import { expect, it, onTestFinished } from 'vitest';
import { closedPort } from '../http/servers.js';
import { judged } from './judged.js';
import { OLDER_MISTAKES, type OlderMistake, startOlderSwap } from './older-swap.js';

/** What the pages of then allow and those of today do not, and how much it matters. */
const OF_ITS_TIME = {
  ERROR_KEY_OLD_NAME: 'warning',
  CURSOR_INVALID_500: 'note',
  LIMIT_IGNORED: 'warning',
  PAIRS_ABSENT: 'note',
  EXPIRY_UNPARSABLE: 'note',
  AMOUNT_WALLET_FEES: 'note',
  CREATED_AT_NOT_ISO: 'note',
} as const;

const DEVICE = 'DEVICE_REFUSES';
const ENVELOPE = 'check: envelope family';
const SIGNATURE = 'check: signature family';

const TOLD: Readonly<Record<OlderMistake, readonly [string, ...string[]]>> = {
  'signed before padding': [SIGNATURE, DEVICE],
  'signed with the other curve': [SIGNATURE, DEVICE],
  'payload with a leading dot': [ENVELOPE, DEVICE],
  'payload in standard base64': [ENVELOPE, DEVICE],
  'nonce in the legacy field': ['check: nonce family', 'LEGACY_NONCE_CONFLICT', DEVICE],
  'amounts as text': [
    'check: amount family',
    'FLOAT_AMOUNT_NOT_EXACT',
    'FIXED_AMOUNT_CHANGED',
    'FLOAT_DRIFT',
    DEVICE,
  ],
  'own ids in the message': ['check: currency family', DEVICE],
  payload_signature: ['PROVIDER_SIG_MEMBERS', 'SCHEMA_MISMATCH', ENVELOPE, DEVICE],
  'one pair is missing': ['PAIRS_INCOMPLETE'],
  'maximum answered 500': ['ERROR_HTTP_MISMATCH', 'QUOTE_ABOVE_MAXIMUM'],
  // No message and no key: whatever should be told by one is not.
  'errors without a message': [
    'ERROR_SHAPE',
    'ERROR_LIMITS_MISSING',
    'QUOTE_PAIR_UNKNOWN',
    'QUOTE_BELOW_MINIMUM',
    'QUOTE_ABOVE_MAXIMUM',
    'QUOTE_NOT_FOUND',
    'ORDER_CURRENCY_FROM',
    'ORDER_CURRENCY_TO',
  ],
  'quote used once': ['ORDER_RETRY_REFUSED'],
  'lower-case status': ['STATUS_VALUE_UNKNOWN'],
  'bare array': ['BARE_ARRAY'],
  // It is another order, of other coins, signed by somebody else.
  'sample of the page': [
    'OFFICIAL_SAMPLE_ANSWERED',
    'ORDER_CACHED',
    'ORDER_SAME_PAYIN',
    'FLOAT_AMOUNT_NOT_EXACT',
    'FIXED_AMOUNT_CHANGED',
    'FLOAT_DRIFT',
    'PAYIN_ADDRESS_MISMATCH',
    'PAYIN_ADDRESS_SHAPE',
    'LEGACY_NONCE_CONFLICT',
    SIGNATURE,
    ENVELOPE,
    'check: size family',
    'check: nonce family',
    'check: amount family',
    'check: address family',
    DEVICE,
  ],
  'second order keeps the signature': [
    'ORDER_CACHED',
    SIGNATURE,
    'SIGNATURE_NOT_FRESH',
    'ORDERS_SIGNED_BY_SEVERAL_KEYS',
    DEVICE,
  ],
};
/** They hide one of its time: no name, no fee to compare, no list to page through. */
const HIDDEN: Partial<Readonly<Record<OlderMistake, readonly string[]>>> = {
  'errors without a message': ['ERROR_KEY_OLD_NAME'],
  'amounts as text': ['AMOUNT_WALLET_FEES'],
  'sample of the page': ['AMOUNT_WALLET_FEES'],
  'bare array': ['CURSOR_INVALID_500', 'LIMIT_IGNORED'],
};
/** It takes a slash for what it is meant to be, and not every text has a plus. */
const LUCK: Partial<Readonly<Record<OlderMistake, string>>> = {
  'payload in standard base64': DEVICE,
};

async function started(...args: Parameters<typeof startOlderSwap>) {
  const provider = await startOlderSwap(...args);
  onTestFinished(() => provider.close());
  return provider;
}

it('it works as it is: what is of its time is named, and none of it is an error', async () => {
  const run = await judged('swap', await started());
  expect(
    Object.fromEntries(
      run.rules.flatMap(({ id, result, severity }) =>
        result === 'failed' ? [[id, severity]] : [],
      ),
    ),
  ).toEqual(OF_ITS_TIME);
  expect(run.exitCode).toBe(0);
  expect(run.evidence.ERROR_KEY_OLD_NAME).toContain(
    'TO_CURRENCY_MAXIMUM_AMOUNT_ERROR is the older name',
  );
  expect(run.evidence.AMOUNT_WALLET_FEES).toContain('as one page says');
});

it('its pushes are of the older form, and taken', async () => {
  const listen = `http://127.0.0.1:${await closedPort()}`;
  const run = await judged('swap', await started(undefined, { url: listen, key: 'key-of-then' }), {
    clock: '/clock',
    webhook: { listen, key: 'key-of-then' },
  });
  const { WEBHOOK_OLD_FORM, ...others } = run.evidence;
  expect(WEBHOOK_OLD_FORM).toContain('/transaction/');
  expect(Object.keys(others).sort()).toEqual(Object.keys(OF_ITS_TIME).sort());
  expect(run.exitCode).toBe(0);
}, 120_000);

it.each(OLDER_MISTAKES)(
  '%s',
  async (mistake) => {
    const run = await judged('swap', await started(mistake));
    const hidden = HIDDEN[mistake] ?? [];
    const ofItsTime = Object.keys(OF_ITS_TIME).filter((id) => !hidden.includes(id));
    const isSure = (id: string) => id !== LUCK[mistake];
    const told = [...ofItsTime, ...TOLD[mistake]].filter(isSure);
    expect(run.failed.filter(isSure).sort()).toEqual(told.sort());
    expect(run.exitCode).toBe(1);
  },
  60_000,
);
