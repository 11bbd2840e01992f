/**
 * The request to a provider's backend that a message answers (PROVIDER-API 1.1, 1.2), as far as it
 * follows from the message: so that a checker can compare what was asked with what was signed.
 */
import { toHex } from '../bytes.js';
import type { Flow } from '../exchange/flows.js';
import { formatAmount } from '../payload/amount.js';
import type { MessageValues } from '../payload/encode.js';

/** Members named as in the provider API; amounts are decimal texts in currency units. */
export type ProviderRequest = Readonly<Record<string, string>>;

/** Amounts are left out where the decimals are not known. */
export function providerRequest(
  flow: Flow,
  values: MessageValues,
  decimals: { readonly outgoing?: number; readonly incoming?: number },
): ProviderRequest {
  const nonce = values[flow.nonceField];
  const text = (field: string) => {
    const value = values[field];
    return typeof value === 'string' ? value : undefined;
  };
  const amount = (field: string, places: number | undefined) => {
    const value = values[field];
    if (!(value instanceof Uint8Array) || places === undefined) return undefined;
    return formatAmount(BigInt(`0x${toHex(value) || '0'}`), places);
  };
  const members: Record<string, string | undefined> =
    flow.kind === 'swap'
      ? {
          amount: amount('amount_to_provider', decimals.outgoing),
          amountTo: amount('amount_to_wallet', decimals.incoming),
          refundAddress: text('refund_address'),
          refundAddressExtraId: text('refund_extra_id'),
          payoutAddress: text('payout_address'),
          payoutAddressExtraId: text('payout_extra_id'),
          payloadCurrencyFrom: text('currency_from'),
          payloadCurrencyTo: text('currency_to'),
        }
      : {
          amount: amount('in_amount', decimals.outgoing),
          amountTo: fiatText(values.out_amount),
          payloadCryptoCurrency: text('in_currency'),
          toFiatCurrency: text('out_currency'),
        };
  members.nonce =
    nonce instanceof Uint8Array ? toHex(nonce) : typeof nonce === 'string' ? nonce : undefined;
  const known = Object.entries(members).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  );
  return Object.fromEntries(known);
}

function fiatText(value: MessageValues[string]): string | undefined {
  if (typeof value !== 'object' || value instanceof Uint8Array) return undefined;
  const { coefficient, exponent } = value;
  if (!(coefficient instanceof Uint8Array) || typeof exponent !== 'number') return undefined;
  return formatAmount(BigInt(`0x${toHex(coefficient) || '0'}`), exponent);
}
