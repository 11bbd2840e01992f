/** Whichever endpoint is missing, locked, out of order or empty: an error says so, and of what. */
import { expect, it, onTestFinished } from 'vitest';
import { judged, type Provider } from './judged.js';
import { startNewestSwap } from './newest-swap.js';
import { startOfframp } from './offramp.js';
import { without } from './without.js';

const BROKEN = [
  [404, '{"message":"no"}'],
  [403, '{"message":"no"}'],
  [500, '{"message":"boom"}'],
  [200, '{}'],
] as const;

/** One rule of each way to be broken, in their order; optional where nothing is wrong. */
const SWAP = {
  '/currencies': ['CURRENCIES_MISSING'],
  '/pairs': ['PAIRS_ABSENT', 'PAIRS_ABSENT', 'ERROR_HTTP_MISMATCH', 'SCHEMA_MISMATCH'],
  '/quote': [
    'PAIR_LISTED_NOT_QUOTED',
    'USER_AUTH_ON_QUOTE',
    'PAIR_LISTED_NOT_QUOTED',
    'SCHEMA_MISMATCH',
  ],
  '/swap/fixed': ['ORDER_REFUSED', 'ORDER_REFUSED', 'ORDER_REFUSED', 'PROVIDER_SIG_MEMBERS'],
  '/swap/float': ['ORDER_REFUSED', 'ORDER_REFUSED', 'ORDER_REFUSED', 'PROVIDER_SIG_MEMBERS'],
  '/status': ['STATUS_NEW_ORDER', 'STATUS_404_MISSING', 'STATUS_404_MISSING', 'STATUS_MEMBERS'],
} as const;
const SELL = {
  '/capabilities': ['CAPABILITIES_MISSING'],
  '/crypto-currencies': ['CRYPTO_NOT_ARRAY'],
  '/quote': [
    'LISTED_BUT_NOT_QUOTED',
    'USER_AUTH_ON_QUOTE',
    'LISTED_BUT_NOT_QUOTED',
    'SELL_QUOTE_MEMBERS',
  ],
  '/sell-redirect': ['SELL_REDIRECT_URL'],
  '/sell': ['PROVIDER_SIG_MEMBERS'],
} as const;

const casesOf = (rules: Readonly<Record<string, readonly string[]>>) =>
  Object.entries(rules).flatMap(([path, told]) =>
    BROKEN.map(([status, body], at) => ({ path, status, body, rule: told[at] ?? told[0]! })),
  );

async function brokenAt(
  provider: Provider & { close(): Promise<void> },
  { path, status, body }: { path: string; status: number; body: string },
) {
  onTestFinished(() => provider.close());
  const broken = await without(provider.url, path, status, body);
  onTestFinished(() => broken.close());
  return { ...provider, url: broken.url };
}

it.each(casesOf(SWAP))(
  'swap: $path answers $status $body: $rule',
  async ({ rule, ...way }) => {
    const run = await judged('swap', await brokenAt(await startNewestSwap(), way));
    expect(run.failed).toContain(rule);
    // /pairs may be left out.
    expect(run.exitCode).toBe(rule === 'PAIRS_ABSENT' ? 0 : 1);
  },
  60_000,
);

it.each(casesOf(SELL))(
  'sell: $path answers $status $body: $rule',
  async ({ rule, ...way }) => {
    const run = await judged('sell', await brokenAt(await startOfframp(), way));
    expect(run.failed).toContain(rule);
    expect(run.exitCode).toBe(1);
  },
  60_000,
);

it.each(BROKEN)(
  'card: /sell answers %d %s',
  async (status, body) => {
    const { headers: _, ...provider } = await startOfframp();
    const run = await judged('card', await brokenAt(provider, { path: '/sell', status, body }));
    expect(run.failed).toContain('PROVIDER_SIG_MEMBERS');
    expect(run.exitCode).toBe(1);
  },
  60_000,
);
