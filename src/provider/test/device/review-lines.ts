/**
 * What the user reads, against what was asked and quoted. Texts of coins are made by the coin app
 * itself.
 */
import { InputError } from '../../../errors.js';
import type { Currency } from '../../../host/currencies.js';
import type { ShownReview } from '../../../host/shown-review.js';
import { parseAmount, shortestBytes } from '../../../payload/amount.js';
import { coinAppNamed } from '../../../simulator/coins/registry.js';
import { compareDecimals, scaledDecimal } from '../../decimal-text.js';
import type { ProviderRun } from '../run.js';
import type { DeviceOrder } from './device-orders.js';
import { feesOf } from './play.js';

/** One sentence for each line that says something else; none when all is well. */
export function screenProblems(
  { product, profile }: Pick<ProviderRun, 'product' | 'profile'>,
  { order, sides }: DeviceOrder,
  review: ShownReview,
): string[] {
  if (sides === undefined) return [];
  const { outgoing, incoming } = sides;
  const { request, trade, quote, isFloat } = order;
  const { amountTo, payoutNetworkFees } = quote?.answer ?? {};
  const problems = [
    differs('Send', review.send, [coinText(request.amount ?? trade.amount, outgoing)]),
    differs('Fees', review.fees, [feeText(outgoing, feesOf(sides))]),
    differs('The partner', review.partner, [profile.partnerName]),
  ];
  if (product === 'swap' && incoming !== undefined) {
    problems.push(
      isFloat
        ? farFrom('Receive', review.receive, amountTo, incoming)
        : differs('Receive', review.receive, [
            coinText(amountTo, incoming),
            // Pages disagree whether the network fee is inside:
            // provider-api.md#where-documents-disagree.
            coinText(sum(amountTo, payoutNetworkFees, incoming), incoming),
          ]),
    );
  }
  if (product === 'sell' || product === 'card') {
    problems.push(fiatProblem(review.receive ?? '', String(request.toFiatCurrency), amountTo));
    if (!/^[^\s@]+@[^\s@]+$/.test(review.account ?? '')) {
      problems.push('Email is no e-mail address the user could recognise');
    }
  }
  if (product === 'fund') {
    if (blank(review.account)) problems.push('the account that is funded is empty');
    if (blank(review.user)) problems.push('the user is empty');
  }
  return problems.filter((problem) => problem !== undefined);
}

const blank = (text: string | undefined) => text === undefined || text.trim() === '';

function differs(
  line: string,
  shown: string | null,
  expected: readonly (string | undefined)[],
): string | undefined {
  const known = expected.filter((text) => text !== undefined);
  if (known.length === 0 || known.includes(shown ?? '')) return undefined;
  return `${line} shows ${JSON.stringify(shown)}, expected ${JSON.stringify(known[0])}`;
}

/** As the coin app writes it; undefined for what is no amount of the currency. */
function coinText(amount: unknown, currency: Currency): string | undefined {
  const units = unitsOf(amount, currency);
  return units === undefined ? undefined : written(currency, units, false);
}

const feeText = (currency: Currency, fees: bigint) => written(currency, fees, true);

function written({ app, subConfiguration }: Currency, units: bigint, isFee: boolean) {
  const question = { configuration: subConfiguration, amount: shortestBytes(units), isFee };
  return coinAppNamed(app)?.formatAmount(question) ?? undefined;
}

/** An amount in base units; undefined for what is no amount of the currency. */
export function unitsOf(amount: unknown, { decimals, ticker }: Currency): bigint | undefined {
  if (typeof amount !== 'string') return undefined;
  try {
    return parseAmount(amount, { field: 'amount', decimals, unit: ticker });
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function sum(amount: unknown, fees: unknown, currency: Currency): string | undefined {
  const [a, b] = [unitsOf(amount, currency), unitsOf(fees, currency)];
  if (a === undefined || b === undefined) return undefined;
  const digits = (a + b).toString().padStart(currency.decimals + 1, '0');
  const point = digits.length - currency.decimals;
  return currency.decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Parts of a hundred by which a floating rate may have moved since the quote, a moment ago. */
const DRIFT = 10;

function farFrom(
  line: string,
  shown: string | null,
  quoted: unknown,
  { ticker }: Currency,
): string | undefined {
  const number = numberIn(shown);
  if (typeof quoted !== 'string' || number === undefined) return undefined;
  const low = scaledDecimal(quoted, 100 - DRIFT, 100, 4);
  const high = scaledDecimal(quoted, 100 + DRIFT, 100, 4);
  if (low === undefined || high === undefined) return undefined;
  const isNear = compareDecimals(number, low)! >= 0 && compareDecimals(number, high)! <= 0;
  if (isNear && shown?.includes(ticker)) return undefined;
  return `${line} shows ${JSON.stringify(shown)}, quoted a moment ago were ${quoted} ${ticker}`;
}

function fiatProblem(shown: string, fiat: string, quoted: unknown): string | undefined {
  const number = numberIn(shown);
  const isSame =
    typeof quoted !== 'string' || number === undefined || compareDecimals(number, quoted) === 0;
  if (isSame && number !== undefined && shown.startsWith(`${fiat} `)) return undefined;
  return `Receive shows ${JSON.stringify(shown)}, expected ${fiat} ${typeof quoted === 'string' ? quoted : 'and an amount'}`;
}

/** A point at the end is how the device writes whole numbers. */
function numberIn(text: string | null): string | undefined {
  const [, number] = /(?:^|\s)(\d+(?:\.\d+)?)\.?(?:\s|$)/.exec(text ?? '') ?? [];
  return number;
}
