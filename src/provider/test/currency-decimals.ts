/** How many decimals a member of an answer may have: those of the currency it is in. */
import codes from 'currency-codes';
import type { Exchange } from './exchange.js';
import type { ProviderRun } from './run.js';
import { decimalsOfCurrency } from './trades.js';

interface Known {
  readonly currency: string;
  readonly decimals: number;
}

/** Undefined where the currency, or its decimals, are not known. */
export function currencyDecimals(
  run: ProviderRun,
  { request }: Exchange,
  name: string,
): Known | undefined {
  const asked = askedOf(request.body, request.url);
  const [from, to] = [
    asked.from ?? asked.currencyFrom ?? asked.fromCryptoCurrency,
    asked.to ?? asked.currencyTo ?? asked.toFiatCurrency,
  ];
  // Fees are in the output currency, and so is the amount to come.
  const isInput = /^(amount|amountFrom|minAmountFrom|maxAmountFrom|fiatAmount)$/.test(name);
  const currency = isInput ? from : to;
  if (typeof currency !== 'string') return undefined;
  const decimals = fiatDecimals(currency) ?? decimalsOfCurrency(run, currency);
  return decimals === undefined ? undefined : { currency, decimals };
}

function fiatDecimals(code: string): number | undefined {
  return /^[A-Z]{3}$/.test(code) ? codes.code(code)?.digits : undefined;
}

function askedOf(body: string | undefined, url: string): Record<string, unknown> {
  if (body === undefined) return Object.fromEntries(new URL(url).searchParams);
  try {
    return (JSON.parse(body) as Record<string, unknown> | null) ?? {};
  } catch {
    return {};
  }
}
