/**
 * What a payload says, read as the device reads it: for the summary at the end of a flow, whoever
 * made the payload.
 */
import { cString, textOf, toBigInt, toHex } from '../bytes.js';
import type { Flow } from '../exchange/flows.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import { formatAmount } from '../payload/amount.js';
import { decodeAsDevice } from '../payload/device-base64.js';
import { MESSAGES, type Message } from '../payload/messages.js';
import { type DecodedMessage, decodeMessage } from '../payload/nanopb.js';
import { ROLES, rolesOf } from '../payload/roles.js';
import { normaliseTicker } from '../simulator/normalise.js';
import type { Currency } from './currencies.js';

/** A payload as the device reads it. */
export interface PayloadView {
  /** Every field that is set: text, bytes in hex, numbers in decimal; nested ones with a dot. */
  readonly fields: Readonly<Record<string, string>>;
  /** As the device compares them: upper case, aliases applied. */
  readonly tickers: { readonly outgoing: string; readonly incoming: string };
  readonly message: DecodedMessage;
}

/**
 * What a payload says, read as the device reads it; undefined when the device could not.
 * @param payload base64url text as bytes; in legacy SWAP the protobuf bytes.
 */
export function viewPayload(
  flow: Flow,
  profile: FirmwareProfile,
  payload: Uint8Array,
): PayloadView | undefined {
  const bytes =
    flow.encoding === 'raw' ? payload : decodeAsDevice(payload, profile.decodedPayloadMax);
  if (bytes === undefined) return undefined;
  const type = MESSAGES[flow.kind];
  const result = decodeMessage(type, profile.fields, bytes);
  if (!result.ok) return undefined;
  const { message } = result;
  const { outgoing, incoming } = rolesOf(flow.kind);
  const ticker = (name: string) => textOf(normaliseTicker(message[name] as Uint8Array));
  return {
    message,
    fields: Object.fromEntries(fieldTexts(type, message, '')),
    tickers: {
      outgoing: ticker(outgoing.currency),
      incoming: incoming === undefined ? '' : ticker(incoming.currency),
    },
  };
}

function fieldTexts(type: Message, message: DecodedMessage, prefix: string): [string, string][] {
  return type.fields.flatMap((field): [string, string][] => {
    const value = message[field.name];
    const name = prefix + field.name;
    if (value === undefined) return [];
    if (field.type === 'message') {
      return fieldTexts(field.of, value as DecodedMessage, `${name}.`);
    }
    const text =
      field.type === 'uint32'
        ? String(value)
        : field.type === 'string'
          ? utf8Text(cString(value as Uint8Array))
          : toHex(value as Uint8Array);
    return text === '' ? [] : [[name, text]];
  });
}

/** Names are UTF-8 at the provider's, though the device does not care. */
function utf8Text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** What changes hands, exact: not the device's texts, which each coin app makes its own way. */
export interface FlowSummary {
  readonly send: string;
  /** Null for fund: nothing comes back. */
  readonly receive: string | null;
  /** Receive is an estimate (floating rate). */
  readonly estimated: boolean;
  readonly fees: string;
  readonly partner: string;
  /** Fund: which account. Sell: whose e-mail. */
  readonly account?: string;
}

/** What the payload says in amounts and addresses, exact and with their units. */
export function summaryOf(
  flow: Flow,
  view: PayloadView,
  terms: {
    readonly outgoing: Currency;
    readonly incoming?: Currency;
    readonly fees: bigint;
    readonly partner: string;
    readonly rate: 'fixed' | 'floating';
  },
): FlowSummary {
  const { outgoing, incoming, fees, partner, rate } = terms;
  const { message, tickers, fields } = view;
  const amount = (name: string, ticker: string, currency?: Currency) => {
    const units = toBigInt(message[name] as Uint8Array);
    return currency !== undefined && currency.ticker === ticker
      ? `${formatAmount(units, currency.decimals)} ${ticker}`
      : `${units} base units of ${ticker}`;
  };
  const shared = {
    fees: `${formatAmount(fees, outgoing.fee.decimals)} ${outgoing.fee.ticker}`,
    partner,
    estimated: rate === 'floating',
  };
  switch (flow.kind) {
    case 'swap':
      return {
        send: amount(ROLES.swap.outgoing.amount, tickers.outgoing, outgoing),
        receive: amount(ROLES.swap.incoming.amount, tickers.incoming, incoming),
        ...shared,
      };
    case 'sell': {
      const { coefficient, exponent } = message[ROLES.sell.fiat.amount] as DecodedMessage;
      // Larger exponents are refused by the device; here they must not make endless texts.
      const decimals = Math.min(Number(exponent), 100);
      const fiat = formatAmount(toBigInt(coefficient as Uint8Array), decimals);
      return {
        send: amount(rolesOf(flow.kind).outgoing.amount, tickers.outgoing, outgoing),
        receive: `${fiat} ${fields[ROLES.sell.fiat.currency] ?? ''}`.trim(),
        ...shared,
        ...accountOf(fields, ROLES.sell.email),
      };
    }
    case 'fund':
      return {
        send: amount(rolesOf(flow.kind).outgoing.amount, tickers.outgoing, outgoing),
        receive: null,
        ...shared,
        ...accountOf(fields, ROLES.fund.account),
      };
  }
}

function accountOf(fields: PayloadView['fields'], name: string): { account?: string } {
  const account = fields[name];
  return account === undefined ? {} : { account };
}
