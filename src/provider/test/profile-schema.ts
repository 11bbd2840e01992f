/**
 * The shape of a profile, checked with zod; loaded only when there is one to check. YAML is read
 * with every value as text, so that memos and amounts stay what was written.
 */
import { z } from 'zod';
import { PRODUCTS } from '../product.js';
import { STATUSES } from '../statuses.js';

const text = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z.string('expected a text').max(4096, 'expected at most 4096 characters'),
);
const filled = text.pipe(z.string().trim().min(1, 'expected a text that is not empty'));
const flag = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean('expected true or false'),
);
const decimals = z.preprocess(
  (value) => (typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value),
  z
    .number('expected a whole number from 0 to 77')
    .int('expected a whole number from 0 to 77')
    .min(0, 'expected a whole number from 0 to 77')
    .max(77, 'expected a whole number from 0 to 77'),
);
const amount = text.pipe(
  z.string().regex(/^\d{1,60}(\.\d{1,60})?$/, 'expected a decimal number such as 0.05'),
);
const product = z.enum(PRODUCTS, `expected ${PRODUCTS.join(', ')}`);

const status = z.enum(STATUSES, `expected ${STATUSES.join(', ')}`);

const currency = {
  ticker: filled,
  decimals: decimals.optional(),
  ledgerId: filled.optional(),
  amount: amount.optional(),
  memo: text.optional(),
  noDeposit: flag.optional(),
  restricted: flag.optional(),
};
const pair = { from: filled, to: filled };
const region = {
  header: filled.optional(),
  query: filled.optional(),
  endpoint: filled.optional(),
  restricted: filled,
};
const webhook = { listen: filled, key: text.optional(), providerId: filled.optional() };
const deviation = { rule: filled, reason: filled, until: filled };

const profile = {
  url: filled,
  products: z.preprocess(
    (value) => (typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value),
    z.array(product, `expected a list of ${PRODUCTS.join(', ')}`).min(1, 'expected a product'),
  ),
  headers: z.record(z.string(), text, 'expected names and values').optional(),
  partnerName: text.optional(),
  /** Read by its form: `profile-key.ts`. */
  key: z.unknown().optional(),
  otherKeys: z.array(z.unknown(), 'expected a list of keys').optional(),
  credential: text
    .pipe(z.string().regex(/^([0-9a-fA-F]{2}){8,80}$/, 'expected a DER signature as hex digits'))
    .optional(),
  environment: z.enum(['test', 'production'], 'expected test or production').optional(),
  currencies: z
    .record(z.string(), z.strictObject(currency), 'expected currencies by their id')
    .optional(),
  pairs: z.array(z.strictObject(pair), 'expected a list of from and to').optional(),
  addresses: z.record(z.string(), filled, 'expected addresses by ticker').optional(),
  region: z
    .strictObject(region)
    .refine(
      ({ header, query, endpoint }) => [header, query, endpoint].some((way) => way !== undefined),
      'expected header, query or endpoint beside restricted',
    )
    .optional(),
  webhook: z.strictObject(webhook).optional(),
  clock: filled
    .pipe(z.string().regex(/^\/[\x21-\x7e]*$/, 'expected a path such as /admin/time'))
    .optional(),
  statuses: z
    .record(z.string(), status, "expected Ledger's statuses by your own words for them")
    .optional(),
  deviations: z.array(z.strictObject(deviation), 'expected a list of deviations').optional(),
};

export const PROFILE = z.strictObject(profile);

const SHAPES: Readonly<Record<string, object>> = {
  '': profile,
  'currencies.*': currency,
  'pairs.*': pair,
  region,
  webhook,
  'deviations.*': deviation,
};

/** The keys that are known at a path such as `currencies.BTC`. */
export function keysAt([first, ...rest]: readonly PropertyKey[]): readonly string[] {
  const pattern = first === undefined ? '' : [String(first), ...rest.map(() => '*')].join('.');
  return Object.keys(SHAPES[pattern] ?? {});
}
