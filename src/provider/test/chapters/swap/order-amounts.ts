/** F. The amounts of a signed swap against what was quoted and asked for. */
import { toBigInt } from '../../../../bytes.js';
import { InputError } from '../../../../errors.js';
import { formatAmount, parseAmount } from '../../../../payload/amount.js';
import { ROLES } from '../../../../payload/roles.js';
import { cut } from '../../../../shown.js';
import { plain } from '../../../decimal-text.js';
import { messageOf } from '../../judgements/message.js';
import { NO_MESSAGE } from '../../judgements/order-answer.js';
import type { SeenOrder } from '../../order.js';
import type { ProviderRun } from '../../run.js';
import { numbers } from '../../seen.js';
import { decimalsOfCurrency } from '../../trades.js';
import { FEES } from './quote-rules.js';

export const AMOUNT_RULES = [
  'FIXED_AMOUNT_CHANGED',
  'FLOAT_AMOUNT_NOT_EXACT',
  'FLOAT_DRIFT',
  'AMOUNT_WALLET_FEES',
  'ORDER_FEES_CHANGED',
  'SLIPPAGE_IGNORED',
] as const;

/** Base units, signed and promised; undefined where one of them cannot be read. */
export interface SignedAmounts {
  readonly paid: bigint;
  readonly received: bigint;
  readonly asked?: bigint;
  readonly quoted?: bigint;
  /** What the payout costs, by the quote. */
  readonly network?: bigint;
  readonly decimals: { readonly from: number; readonly to: number };
}

/** A sentence where they cannot be compared. */
export function amountsOf(run: ProviderRun, placed: SeenOrder): SignedAmounts | string {
  const { trade, quote } = placed;
  const message = messageOf(run, placed);
  if (message === undefined) return NO_MESSAGE;
  if (message.kind !== 'swap') return 'waited for check: envelope family: it is no swap message';
  const [from, to] = [trade.from, trade.to].map((id) => decimalsOfCurrency(run, id));
  if (from === undefined || to === undefined) {
    const id = from === undefined ? trade.from : trade.to;
    return `the decimals of ${id} are not known here: name them in the profile (currencies)`;
  }
  const { amountTo, payoutNetworkFees } = quote?.answer ?? {};
  const [asked, quoted, network] = [
    units(trade.amount, from),
    units(amountTo, to),
    units(payoutNetworkFees, to),
  ];
  return {
    paid: toBigInt(message.bytes(ROLES.swap.outgoing.amount)),
    received: toBigInt(message.bytes(ROLES.swap.incoming.amount)),
    ...(asked === undefined ? {} : { asked }),
    ...(quoted === undefined ? {} : { quoted }),
    ...(network === undefined ? {} : { network }),
    decimals: { from, to },
  };
}

function units(value: unknown, decimals: number): bigint | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  try {
    return parseAmount(plain(value), { field: 'amount', decimals });
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

const UNREADABLE = 'waited for AMOUNT_PRECISION: what was quoted is no amount of its currency';

/** FIXED_AMOUNT_CHANGED, AMOUNT_WALLET_FEES and ORDER_FEES_CHANGED. */
export function judgeFixed(run: ProviderRun, placed: SeenOrder): void {
  const { judge } = run;
  judgeFees(run, placed);
  const amounts = amountsOf(run, placed);
  const rules = ['FIXED_AMOUNT_CHANGED', 'AMOUNT_WALLET_FEES'];
  if (typeof amounts === 'string') {
    for (const id of rules) judge.notRun(id, amounts);
    return;
  }
  const { paid, received, asked, quoted, network = 0n, decimals } = amounts;
  if (asked === undefined || quoted === undefined || quoted === 0n) {
    const why = quoted === 0n ? 'waited for AMOUNT_TO_ZERO: nothing was quoted' : UNREADABLE;
    for (const id of rules) judge.notRun(id, why);
    return;
  }
  const { from, to } = placed.trade;
  const [sent, got] = [formatAmount(paid, decimals.from), formatAmount(received, decimals.to)];
  const promise = `quoted ${formatAmount(asked, decimals.from)} ${from} for ${formatAmount(quoted, decimals.to)} ${to}`;
  const evidence = `signed ${sent} ${from} for ${got} ${to}, ${promise}`;
  const exchanges = numbers(placed.quote?.exchange, placed.exchange);
  const isNet = received === quoted;
  const isGross = received === quoted + network;
  if (paid === asked && (isNet || isGross)) {
    judge.passed('FIXED_AMOUNT_CHANGED', { evidence, exchanges });
  } else judge.failed('FIXED_AMOUNT_CHANGED', { evidence, exchanges });
  if (isNet) {
    const text = `amount_to_wallet is amountTo, ${got} ${to}`;
    judge.passed('AMOUNT_WALLET_FEES', { evidence: text, exchanges });
  } else if (isGross) {
    const fee = formatAmount(network, decimals.to);
    const text = `amount_to_wallet is amountTo plus payoutNetworkFees of ${fee} ${to}, as one page says: the user reads more than he gets`;
    judge.failed('AMOUNT_WALLET_FEES', { evidence: text, exchanges });
  } else {
    judge.notRun('AMOUNT_WALLET_FEES', 'waited for FIXED_AMOUNT_CHANGED: it is neither of the two');
  }
}

function judgeFees({ judge }: ProviderRun, { quote, answer = {}, exchange }: SeenOrder): void {
  const id = 'ORDER_FEES_CHANGED';
  const both = FEES.filter(
    (name) => answer[name] !== undefined && quote?.answer[name] !== undefined,
  );
  if (both.length === 0) {
    judge.notRun(id, 'waited for FEES_MISSING: quote and order name no fee both');
    return;
  }
  const exchanges = numbers(quote?.exchange, exchange);
  const changed = both.filter((name) => Number(answer[name]) !== Number(quote?.answer[name]));
  if (changed.length === 0) {
    judge.passed(id, { evidence: `${both.join(', ')} are those of the quote`, exchanges });
    return;
  }
  const told = changed.map(
    (name) => `${name} ${cut(String(quote?.answer[name]))} is now ${cut(String(answer[name]))}`,
  );
  judge.failed(id, { evidence: told.join('; '), exchanges });
}

/** Parts of a thousand. */
const DRIFT = 50n;

/** FLOAT_AMOUNT_NOT_EXACT and FLOAT_DRIFT. */
export function judgeFloat(run: ProviderRun, placed: SeenOrder): void {
  const { judge } = run;
  const amounts = amountsOf(run, placed);
  if (typeof amounts === 'string') {
    for (const id of ['FLOAT_AMOUNT_NOT_EXACT', 'FLOAT_DRIFT']) judge.notRun(id, amounts);
    return;
  }
  const { paid, received, asked, quoted, decimals } = amounts;
  const { from, to } = placed.trade;
  const exchanges = numbers(placed.quote?.exchange, placed.exchange);
  const sent = formatAmount(paid, decimals.from);
  if (asked === undefined) judge.notRun('FLOAT_AMOUNT_NOT_EXACT', UNREADABLE);
  else {
    const evidence = `asked for ${formatAmount(asked, decimals.from)} ${from}, signed ${sent} ${from}`;
    if (paid === asked) judge.passed('FLOAT_AMOUNT_NOT_EXACT', { evidence, exchanges });
    else judge.failed('FLOAT_AMOUNT_NOT_EXACT', { evidence, exchanges });
  }
  if (quoted === undefined || quoted === 0n) judge.notRun('FLOAT_DRIFT', UNREADABLE);
  else {
    const apart = received > quoted ? received - quoted : quoted - received;
    const evidence = `quoted ${formatAmount(quoted, decimals.to)} ${to}, signed ${formatAmount(received, decimals.to)} ${to}: ${(Number((apart * 10_000n) / quoted) / 100).toFixed(2)} % apart`;
    if (apart * 1000n > quoted * DRIFT) judge.failed('FLOAT_DRIFT', { evidence, exchanges });
    else judge.passed('FLOAT_DRIFT', { evidence, exchanges });
  }
}

/** SLIPPAGE_IGNORED: an order with slippage 0. */
export function judgeSlippage(run: ProviderRun, placed: SeenOrder): void {
  const { judge } = run;
  const id = 'SLIPPAGE_IGNORED';
  const exchanges = numbers(placed.quote?.exchange, placed.exchange);
  if (placed.answer === undefined) {
    if (placed.exchange.answer === undefined) judge.notRun(id, 'the order was not answered');
    else judge.passed(id, { evidence: 'an order with slippage 0 is refused', exchanges });
    return;
  }
  const amounts = amountsOf(run, placed);
  if (typeof amounts === 'string' || amounts.quoted === undefined) {
    judge.notRun(id, typeof amounts === 'string' ? amounts : UNREADABLE);
    return;
  }
  const { received, quoted, decimals } = amounts;
  const evidence = `slippage 0: quoted ${formatAmount(quoted, decimals.to)} ${placed.trade.to}, signed ${formatAmount(received, decimals.to)}`;
  if (received < quoted) judge.failed(id, { evidence, exchanges });
  else judge.passed(id, { evidence, exchanges });
}
