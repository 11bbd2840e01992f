/** Each switch of the reference provider that a rule of a product names: the rule is told. */
import { expect } from 'vitest';
import type { Product } from '../../../src/provider/product.js';
import { rulesOf } from '../../../src/provider/rules/index.js';
import { SWITCHES } from '../../../src/provider/serve/misbehave/index.js';
import { SELL_CHAPTERS } from '../../../src/provider/test/chapters/sell.js';
import { sellTime } from '../../../src/provider/test/chapters/sell-time.js';
import { samples } from '../../../src/provider/test/judgements/samples.js';
import { playProduct } from './runs.js';

/** Seconds of waiting for nothing else: `judgements.test.ts` has the rules. */
const SLOW = ['QUOTE_SLOW', 'ORDER_SLOW'];

const OWN = new Set([...SELL_CHAPTERS, sellTime, samples].flatMap(({ rules }) => rules));

/** Errors of other rules that the mistake is, too. */
const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  NO_EXPIRY: ['SCHEMA_MISMATCH', 'SELL_QUOTE_MEMBERS'],
  EXPIRY_EPOCH: ['SCHEMA_MISMATCH'],
  NO_FEES: ['SCHEMA_MISMATCH', 'SELL_QUOTE_MEMBERS'],
  DROP_MEMBER: ['SCHEMA_MISMATCH', 'FEES_MISSING'],
  QUOTE_ANYTHING: ['BUY_PARAMETER'],
  KEY_PAYLOAD_SIGNATURE: ['SCHEMA_MISMATCH'],
  NO_DEPOSIT_500: ['ERROR_HTTP_MISMATCH'],
  OFFICIAL_SAMPLE: [
    'ORDER_CACHED',
    'PAYIN_ADDRESS_MISMATCH',
    'PAYIN_ADDRESS_SHAPE',
    'BUY_QUOTE_ECHO',
    // Its message is that of a swap.
    'CARD_MESSAGE_TYPE',
    'FUND_MESSAGE',
  ],
  METHOD_UNKNOWN: ['SCHEMA_MISMATCH'],
  CC_OBJECTS: ['SCHEMA_MISMATCH'],
  FIAT_CASE: ['SCHEMA_MISMATCH'],
  LISTED_NOT_QUOTED: ['BUY_LEDGER_ID_TO'],
  SLASH_REFUSED: ['LISTED_BUT_NOT_QUOTED'],
  NO_VALIDATION: ['BUY_REDIRECT_ID'],
  REDIRECT_RELATIVE: ['SCHEMA_MISMATCH'],
  REGION_403: ['REGION_STATUS'],
  OLD_PATH: ['PATH_OLD'],
  FUND_PATH: ['SCHEMA_MISMATCH', 'PATH_OLD'],
};

export function switchesOf(product: Product): [code: string, rules: readonly string[]][] {
  const codes = new Set(SWITCHES.map(({ code }) => code));
  const found = new Map<string, string[]>();
  for (const { id, switches } of rulesOf(product)) {
    if (!OWN.has(id)) continue;
    for (const code of switches) found.set(code, [...(found.get(code) ?? []), id]);
  }
  expect([...found.keys()].filter((code) => !codes.has(code))).toEqual([]);
  return [...found].filter(([code]) => !SLOW.includes(code));
}

export async function expectTold(
  product: Product,
  code: string,
  rules: readonly string[],
): Promise<void> {
  const run = await playProduct(product, [code]);
  for (const id of rules) expect(run.rule(id)).toMatchObject({ id, result: 'failed' });
  const allowed = new Set([...rules, ...(FOLLOWS[code] ?? [])]);
  expect(run.errors.filter((id) => !allowed.has(id))).toEqual([]);
}
