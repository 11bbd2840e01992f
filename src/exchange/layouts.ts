/**
 * Every wire structure of the Exchange app, described once. The host encodes with these, the
 * simulator decodes with them, `replay` and the command line name fields from them.
 */
import { remembered, rememberedForTwo } from '../remembered.js';
import { CURVE, ENCODING, KEY_SIZE, RS_SIZE, SIGNATURE_FORMAT } from './constants.js';
import type { Flow } from './flows.js';
import type { Field, Layout } from './layout.js';

/** Limits the layouts depend on; a firmware profile gives them. Sizes in bytes. */
export interface WireLimits {
  readonly partnerName: Range;
  readonly ticker: Range;
  readonly appName: Range;
  readonly subConfiguration: Range;
  /** DER signatures, header included. */
  readonly derSignature: Range;
  readonly fee: Range;
}

/** Smallest and largest size, bytes, both allowed. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** Bytes of a partner's name: the same in every release. */
export const PARTNER_NAME: Range = { min: 3, max: 15 };

const ANY: Range = { min: 0, max: Number.POSITIVE_INFINITY };

/** For whoever writes, or reads what somebody else wrote: a host may send any size. */
export const ANY_SIZES: WireLimits = {
  partnerName: ANY,
  ticker: ANY,
  appName: ANY,
  subConfiguration: ANY,
  derSignature: ANY,
  fee: ANY,
};

const DOT_PREFIX = { payload: 0x00, 'dot + payload': 0x01 } as const;

/** SET_PARTNER_KEY: who signs the payload. The Ledger signature covers all of it. */
export const partnerCredentials = rememberedForTwo(
  (flow: Flow, limits: WireLimits): Layout => ({
    name: 'partner credentials',
    fields: [
      { name: 'name', kind: 'sized', lengthSize: 1, ...limits.partnerName },
      ...given(flow.curve, { name: 'curve', kind: 'choice', values: CURVE }),
      { name: 'publicKey', kind: 'last', size: KEY_SIZE },
    ],
  }),
);

/** CHECK_PARTNER: Ledger's DER signature over the credentials. */
export const partnerSignature = remembered(
  (limits: WireLimits): Layout => ({
    name: 'signature of the partner credentials',
    fields: [{ name: 'signature', kind: 'rest', ...limits.derSignature }],
  }),
);

/** PROCESS_TRANSACTION_RESPONSE: the provider's payload and the fees the host announces. */
export const transactionEnvelope = rememberedForTwo(
  (flow: Flow, limits: WireLimits): Layout => ({
    name: 'transaction',
    fields: [
      ...given(flow.encoding, { name: 'encoding', kind: 'choice', values: ENCODING }),
      { name: 'payload', kind: 'sized', lengthSize: flow.payloadLengthSize },
      { name: 'fee', kind: 'sized', lengthSize: 1, ...limits.fee },
    ],
  }),
);

/** CHECK_TRANSACTION_SIGNATURE: what precedes the signature, then the signature in its form. */
export const transactionSignature = remembered(
  (flow: Flow): Layout => ({
    name: SIGNATURE,
    fields: [
      ...given(flow.dotPrefix, { name: 'dotPrefix', kind: 'choice', values: DOT_PREFIX }),
      ...given(flow.signatureFormat, {
        name: 'signatureFormat',
        kind: 'choice',
        values: SIGNATURE_FORMAT,
      }),
      { name: 'signature', kind: 'rest' },
    ],
  }),
);

/** The signature field of {@link transactionSignature}, once its form is known. */
export function signatureForm(format: 'der' | 'rs', limits: WireLimits): Layout {
  return format === 'rs' ? RS_SIGNATURE : derSignature(limits);
}

const SIGNATURE = 'transaction signature';
const RS_SIGNATURE: Layout = {
  name: SIGNATURE,
  fields: [{ name: 'signature', kind: 'last', size: RS_SIZE }],
};
const derSignature = remembered(
  (limits: WireLimits): Layout => ({
    name: SIGNATURE,
    fields: [{ name: 'signature', kind: 'rest', ...limits.derSignature }],
  }),
);

/** CHECK_PAYOUT_ADDRESS, CHECK_REFUND_ADDRESS, CHECK_ASSET_IN and their no-display forms. */
export const coinCheck = remembered(
  (limits: WireLimits): Layout => ({
    name: 'coin check',
    fields: [
      { name: 'coinConfiguration', kind: 'sized', lengthSize: 1, min: 1 },
      { name: 'signature', kind: 'der', ...limits.derSignature },
      { name: 'addressParameters', kind: 'sized', lengthSize: 1, min: 1 },
    ],
  }),
);

/** The coin configuration inside a {@link coinCheck}: what Ledger signs for each currency. */
export const coinConfiguration = remembered(
  (limits: WireLimits): Layout => ({
    name: 'coin configuration',
    fields: [
      { name: 'ticker', kind: 'sized', lengthSize: 1, ...limits.ticker },
      { name: 'appName', kind: 'sized', lengthSize: 1, ...limits.appName },
      { name: 'subConfiguration', kind: 'sized', lengthSize: 1, ...limits.subConfiguration },
    ],
  }),
);

function given(value: unknown, field: Field): Field[] {
  return value === 'given' ? [field] : [];
}
