/** The provider's message, field by field, with sizes against the limits of a firmware. */
import { cString, toBigInt, toHex } from '../bytes.js';
import { scanWire, type WireField } from '../check/payload/wire.js';
import type { Flow } from '../exchange/flows.js';
import type { FirmwareProfile } from '../firmware/profile.js';
import { CURRENCIES } from '../host/currencies.js';
import { formatAmount } from '../payload/amount.js';
import { MESSAGES, type Message, type MessageField, U_DECIMAL } from '../payload/messages.js';
import { ROLES, sidesOf } from '../payload/roles.js';
import type { DecodedField } from './decoded.js';
import { text } from './fields.js';

/** @param protobuf as it reached the device, without base64. */
export function messageFields(
  flow: Flow,
  profile: FirmwareProfile,
  protobuf: Uint8Array,
): { fields: DecodedField[] } {
  const type = MESSAGES[flow.kind];
  const scan = scanWire(protobuf, type);
  const tickers = tickersIn(flow, type, scan.fields);
  const fields = scan.fields.map((field) => wireField(type, field, profile, tickers));
  if (scan.problem === undefined) return { fields };
  const { offset, reason } = scan.problem;
  const rest = protobuf.subarray(offset);
  // The device has its own opinion of such bytes: it is asked apart.
  const unread = { name: 'unread', value: toHex(rest), size: rest.length, problem: reason };
  return { fields: [...fields, unread] };
}

/** Ticker by the name of the field that has its amount. */
type Tickers = Readonly<Record<string, string>>;

function tickersIn(flow: Flow, type: Message, fields: readonly WireField[]): Tickers {
  const last = (name: string) => {
    const number = type.fields.find((field) => field.name === name)?.number;
    return fields.findLast((field) => field.number === number)?.bytes;
  };
  return Object.fromEntries(
    sidesOf(flow.kind).flatMap(({ currency, amount }) => {
      const ticker = last(currency);
      return ticker === undefined ? [] : [[amount, text(cString(ticker)).toUpperCase()]];
    }),
  );
}

function wireField(
  type: Message,
  wire: WireField,
  profile: FirmwareProfile,
  tickers: Tickers,
): DecodedField {
  const field = type.fields.find(({ number }) => number === wire.number);
  if (field === undefined) {
    const value = wire.bytes.length > 0 ? toHex(wire.bytes) : `${wire.varint}`;
    return { name: `field ${wire.number}`, value, size: wire.bytes.length, problem: UNKNOWN };
  }
  if (field.type === 'uint32') return { name: field.name, value: `${wire.varint}` };
  if (field.type === 'message') return nested(field.name, field.of, wire.bytes, profile);
  const size = wire.bytes.length;
  const limit = profile.fields[type.name]?.[field.name];
  const problem =
    limit === undefined
      ? 'this firmware does not know the field'
      : size > limit
        ? `${size - limit} bytes too long`
        : undefined;
  return {
    name: field.name,
    value: fieldValue(field, wire.bytes, tickers[field.name]),
    size,
    ...(limit === undefined ? {} : { limit }),
    ...(problem === undefined ? {} : { problem }),
  };
}

const UNKNOWN = 'no field of this message: the device skips it';

function nested(
  name: string,
  type: Message,
  bytes: Uint8Array,
  profile: FirmwareProfile,
): DecodedField {
  const scan = scanWire(bytes, type);
  const fields = scan.fields.map((field) => wireField(type, field, profile, {}));
  const value = type === U_DECIMAL ? decimal(scan.fields) : toHex(bytes);
  return { name, value, size: bytes.length, fields };
}

/** Exponents above are refused by the device; here they must not make endless texts. */
const MOST_DECIMALS = 100;

function decimal(fields: readonly WireField[]): string {
  const last = (number: number) => fields.findLast((field) => field.number === number);
  const exponent = last(2)?.varint ?? 0n;
  const coefficient = toBigInt(last(1)?.bytes ?? new Uint8Array(0));
  return exponent > MOST_DECIMALS
    ? `${coefficient} / 10^${exponent}`
    : formatAmount(coefficient, Number(exponent));
}

function fieldValue(field: MessageField, bytes: Uint8Array, ticker: string | undefined): string {
  if (field.type === 'string') return text(cString(bytes));
  if (AMOUNTS.has(field.name)) return amountText(bytes, ticker);
  return toHex(bytes);
}

const AMOUNTS = new Set(
  (Object.keys(ROLES) as (keyof typeof ROLES)[]).flatMap((kind) =>
    sidesOf(kind).map(({ amount }) => amount),
  ),
);

/** In coin units where the ticker means one number of decimals among the built-in currencies. */
function amountText(bytes: Uint8Array, ticker = ''): string {
  const units = toBigInt(bytes);
  const decimals = new Set(
    CURRENCIES.filter((currency) => currency.ticker.toUpperCase() === ticker).map(
      (currency) => currency.decimals,
    ),
  );
  const [only] = decimals;
  if (only === undefined || decimals.size > 1) return `${units} base units`;
  return `${formatAmount(units, only)} ${ticker} (${units} base units)`;
}
