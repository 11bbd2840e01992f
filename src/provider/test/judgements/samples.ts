/**
 * OFFICIAL_SAMPLE_ANSWERED: answers copied from the documentation, letter for letter
 * (provider-api.md#the-sample-of-a-signed-order). Its sample order is good for nothing: a swap's
 * message shown for a sale, amounts as text, a nonce too long, a signature of another form.
 */

import { PRODUCTS } from '../../product.js';
import type { Chapter } from '../chapter.js';
import type { Exchange } from '../exchange.js';
import type { ProviderRun } from '../run.js';
import { callName, isGood } from '../seen.js';
import { tell } from '../told.js';

/** Values nobody comes upon by himself, and what they are in the documents. */
const TEXTS: Readonly<Record<string, string>> = {
  'CgUweGZmZhoFMHhmZmYqBTB4ZmZmOgNCVENCA0JBVEoIMTIwMDAwMDBSCDExNTAwMDAwWhF2ZXJ5IGxvbmd1ZSBub25jZQ==':
    'the payload',
  'MEUCIBRm4PrdgRw0aBwRepuOGGRmR/YPcCoyKNJ7UDjFO030AiEA/VT0anolum0a3X/9lGPeovZHqzeDG9brcUB4zhYmwbs=':
    'the signature',
  'SWAP-ID-165940': 'the swapId',
  'SELL-ID-165940': 'the sellId',
  '0xa0b86991c627e936c1d19d4a2e90a2ce3606eb48': 'the pay-in address',
};

/** Whole answers by their telling members. */
const ANSWERS: readonly (readonly [what: string, members: Readonly<Record<string, unknown>>])[] = [
  ['the quote of swap and sell', { amountTo: '270.864632', expiry: '2022-04-04T09:10:51+0000' }],
  ['the quote of buy', { from: 'EUR', to: 'bitcoin', fiatAmount: 50, cryptoAmount: 0.2 }],
];

export const samples: Chapter = {
  name: 'Samples of the documentation',
  products: PRODUCTS,
  rules: ['OFFICIAL_SAMPLE_ANSWERED'],
  async run(run: ProviderRun): Promise<void> {
    const id = 'OFFICIAL_SAMPLE_ANSWERED';
    const good = run.journal.filter(isGood);
    if (good.length === 0) return run.judge.notRun(id, 'nothing was answered');
    const found = good.flatMap((exchange) => {
      const names = sampled(exchange);
      return names.length === 0 ? [] : [{ exchange, names }];
    });
    const calls = [...new Set(found.map(({ exchange }) => callName(exchange)))];
    const complaints = calls.map((call) => {
      const these = found.filter(({ exchange }) => callName(exchange) === call);
      const names = [...new Set(these.flatMap((one) => one.names))].join(', ');
      const more = these.length > 1 ? ` (and ${these.length - 1} more such answers)` : '';
      return { text: `${call} answers ${names} of the documentation's sample${more}` };
    });
    const shown = (found.length > 0 ? found.map(({ exchange }) => exchange) : good).slice(0, 5);
    tell(run, id, complaints, `none of ${good.length} answers has a value of a sample`, ...shown);
  },
};

/** What of an answer is the documentation's, in words. */
export function sampled({ answer }: Exchange): string[] {
  const texts = textsIn(answer?.json);
  const json = (answer?.json ?? {}) as Readonly<Record<string, unknown>>;
  return [
    ...new Set(texts.flatMap((text) => (Object.hasOwn(TEXTS, text) ? [TEXTS[text]!] : []))),
    ...ANSWERS.filter(([, members]) =>
      Object.entries(members).every(([name, value]) => json[name] === value),
    ).map(([what]) => what),
  ];
}

function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  // No answer of the contracts is nested deeper than this.
  if (typeof value !== 'object' || value === null || depth > 8) return [];
  return Object.values(value).flatMap((item) => textsIn(item, depth + 1));
}
