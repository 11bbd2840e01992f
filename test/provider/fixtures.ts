/** A profile with secrets, a client that answers from a function, a finished run. */
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { reviewScreens } from '../../src/picture/review-pictures.js';
import type { ReportInput } from '../../src/provider/report/report-input.js';
import { screensShown } from '../../src/provider/report/screens-shown.js';
import type { Call, ProviderClient } from '../../src/provider/test/client.js';
import type { Exchange, FailureKind } from '../../src/provider/test/exchange.js';
import type { ShownOrder } from '../../src/provider/test/order-shown.js';
import type { Profile } from '../../src/provider/test/profile.js';
import type { RuleResult } from '../../src/provider/test/result.js';
import { summaryOf } from '../../src/provider/test/run.js';

export const API_KEY = 'k3y/of+Ledger"s';
export const TOKEN = 'tok-en-99';
export const PUSH_KEY = 'push-key-7';
export const EMAIL = 'jane.doe+card@example.com';
/** Must be in no report, in no form. */
export const SECRETS = [API_KEY, TOKEN, PUSH_KEY, EMAIL, 'jane.doe', 'cHJpdmF0ZQ'];

const secretKey = new Uint8Array(32).fill(7);

export const PROFILE: Profile = {
  url: 'https://provider.example/api',
  products: ['swap'],
  headers: { 'X-API-KEY': API_KEY, Authorization: `Bearer ${TOKEN}`, Accept: 'application/json' },
  partnerName: 'Example',
  key: { curve: 'secp256k1', publicKey: secp256k1.getPublicKey(secretKey, false), label: 'test' },
  otherKeys: [],
  environment: 'test',
  currencies: {},
  pairs: [],
  addresses: {},
  webhook: { listen: 'http://127.0.0.1:9999', key: PUSH_KEY },
  deviations: [],
};

export type Answering = (call: Call) => { status: number; body: string } | FailureKind;

/** Writes every exchange into the journal, as the real one does. */
export function fakeClient(answer: Answering, profile: Profile = PROFILE) {
  return (journal: Exchange[]): ProviderClient => ({
    async call(call) {
      const found = answer(call);
      const exchange: Exchange = {
        number: journal.length + 1,
        request: {
          operation: call.operation,
          method: call.method,
          url: `${profile.url}${call.path}`,
          headers: Object.fromEntries(
            Object.entries(profile.headers).map(([name, value]) => [name.toLowerCase(), value]),
          ),
          ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        },
        ...(typeof found === 'string'
          ? { failure: { kind: found, message: `nobody there (${found})` } }
          : { answer: answerOf(found) }),
        at: 0,
        totalMs: 12.4,
      };
      journal.push(exchange);
      return exchange;
    },
    close: async () => {},
  });
}

function answerOf({ status, body }: { status: number; body: string }) {
  return {
    status,
    headers: { 'content-type': 'application/json', 'set-cookie': 'session=abc' },
    bytes: new TextEncoder().encode(body),
    text: body,
    json: undefined,
  };
}

/** An answer that has everything in it that must not be shown, and markup and controls besides. */
export const HOSTILE_BODY = JSON.stringify({
  message: `<script>alert(1)</script> ${API_KEY} ${encodeURIComponent(API_KEY)} ${btoa(TOKEN)}`,
  email: EMAIL,
  escaped: EMAIL.replace('@', '%40'),
  key: '-----BEGIN EC PRIVATE KEY-----\ncHJpdmF0ZQ==\n-----END EC PRIVATE KEY-----',
  jwk: { kty: 'EC', d: 'cHJpdmF0ZQ' },
  controls: 'a\u001b[31m\u202eb',
});

const RESULTS: readonly RuleResult[] = [
  {
    id: 'QUOTE_TOO_SLOW',
    result: 'failed',
    severity: 'warning',
    evidence: `p95 3,400 ms for ${EMAIL}`,
    exchanges: [1],
  },
  {
    id: 'check: nonce family',
    result: 'failed',
    severity: 'error',
    evidence: 'the nonce is that of <another> order \u001b[31m',
    codes: ['NONCE_OTHER_TRANSACTION'],
    exchanges: [2, 1],
  },
  {
    id: 'ERROR_SHAPE',
    result: 'deviation',
    severity: 'error',
    evidence: 'no message',
    why: 'agreed with Ledger (until 2030-01-01)',
  },
  {
    id: 'CURRENCIES_MISSING',
    result: 'passed',
    severity: 'error',
    evidence: '12 currencies',
    exchanges: [1],
  },
  {
    id: 'JSON_INVALID',
    result: 'passed',
    severity: 'error',
    evidence: 'all of them parse',
    why: 'listed as a deviation, passes now',
  },
  { id: 'REGION_STATUS', result: 'notRun', severity: 'error', evidence: '', why: 'no region' },
  { id: 'ORDER_REFUSED', result: 'notRun', severity: 'error', evidence: '', why: 'needs orders' },
  { id: 'SWAP_ID_REUSED', result: 'notRun', severity: 'error', evidence: '', why: 'needs orders' },
];

/** As after `recordRun`, but for the redaction of evidence, which reports must not rely on. */
export async function finishedRun(): Promise<ReportInput> {
  const journal: Exchange[] = [];
  const client = fakeClient(() => ({ status: 200, body: HOSTILE_BODY }))(journal);
  await client.call({ operation: 'quote', method: 'POST', path: '/quote', body: { from: "it's" } });
  await client.call({ operation: 'listCurrencies', method: 'GET', path: '/currencies' });
  return {
    result: {
      product: 'swap',
      url: PROFILE.url,
      summary: summaryOf(RESULTS),
      rules: RESULTS.map((rule) => ({
        ...rule,
        evidence: rule.evidence.replace(EMAIL, 'someone'),
      })),
    },
    profile: PROFILE,
    journal,
    measured: { quoteLives: [], pushDelays: [] },
    orders: [await shownOrder()],
    createOrders: true,
    seed: 5,
    device: { model: 'stax' },
    startedAt: Date.UTC(2026, 10, 27, 12),
    milliseconds: 2345,
    versions: { 'exchange-sim': '0.1.0', Node: '20.0.0' },
  };
}

export const SELL_FACTS = {
  kind: 'sell' as const,
  from: 'BTC',
  to: 'EUR',
  partner: 'Example',
  email: EMAIL,
  send: 'BTC 0.5',
  receive: 'EUR 20000',
  fees: 'BTC 0.0001',
  estimated: false,
  crossSeedAddress: null,
};

async function shownOrder(): Promise<ShownOrder> {
  return {
    title: 'A sell of BTC',
    exchanges: [1],
    fields: [
      { name: 'trader_email', value: EMAIL },
      { name: 'in_amount', value: '50000000', expected: '5000000000' },
    ],
    device: `review shown for ${EMAIL}`,
    screens: await screensShown(reviewScreens(SELL_FACTS, { models: ['nanosp', 'stax'] })),
  };
}
