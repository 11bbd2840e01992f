/** Whose everything in a flow was, as rows for a person. */
import type { BackendAccount } from './account.js';
import type { Source } from './backend.js';

/** By whom: label and value. */
export interface Sources {
  readonly provider: readonly Row[];
  /** Addresses of its seed, its nonce, what it made up. */
  readonly simulator: readonly Row[];
  /** What options and profile say. */
  readonly said: readonly Row[];
}
export type Row = readonly [label: string, value: string];

/** What of a flow the provider said, and what is ours. */
export function sourcesOf(
  { trade, quote, order }: BackendAccount,
  ours: {
    readonly nonce: string | null;
    readonly fees: string | null;
    readonly partner: string;
    readonly invented: readonly string[];
  },
): Sources {
  const rows = (...all: (readonly [string, string | null | undefined])[]): Row[] =>
    all.flatMap(([label, value]) => (value ? [[label, value] as const] : []));
  const isOurs = (source: Source | null | undefined) => source === 'device' || source === 'example';
  const mine: readonly (readonly [string, string | null | undefined, boolean])[] = [
    ['Payout to', order?.payoutAddress, isOurs(order?.payoutFrom)],
    ['Refund to', order?.refundAddress, isOurs(order?.refundFrom)],
    ['Quote id', order?.quoteFrom === 'options' ? order.quoteId : undefined, false],
    ['Fees', ours.fees, ours.invented.includes('fees')],
    ['Partner', ours.partner, ours.invented.includes('partner')],
  ];
  const madeUp =
    order?.quoteFrom === 'example'
      ? `${order.quoteId}, made up: there was no quote to be had`
      : undefined;
  const rowOf = ([label, value]: (typeof mine)[number]) => [label, value] as const;
  const method = quote?.tradeMethod == null ? '' : `${quote.tradeMethod}, `;
  const promise =
    quote?.amountTo == null || trade === null
      ? undefined
      : `${method}${trade.amount} ${trade.from} for ${quote.amountTo} ${trade.to}`;
  return {
    provider: rows(
      ['Quote', promise],
      ['Quote id', quote?.quoteId],
      ['Until', quote?.expiry],
      ['Order id', order?.id],
      ['Pay to', order?.payinAddress],
      ['Memo', order?.payinExtraId],
    ),
    simulator: rows(
      ['Nonce', ours.nonce],
      ['Quote id', madeUp],
      ...mine.filter(([, , isMine]) => isMine).map(rowOf),
    ),
    said: rows(...mine.filter(([, , isMine]) => !isMine).map(rowOf)),
  };
}
