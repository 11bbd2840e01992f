/**
 * The six flows as ONE table. Everything that differs from flow to flow on the wire is here:
 * whoever builds, parses or explains a command reads it from this table
 * (app-exchange `src/commands.h`, `set_partner_key.c`, `process_transaction.c`,
 * `check_tx_signature.c`).
 */
import type { Curve, Encoding, SignatureFormat } from './constants.js';

/** The flows in the order of their subcommand, 0 to 5. */
export const FLOW_NAMES = ['SWAP', 'SELL', 'FUND', 'SWAP_NG', 'SELL_NG', 'FUND_NG'] as const;
/** The name of a flow, as in the firmware. */
export type FlowName = (typeof FLOW_NAMES)[number];
/** What the user does. */
export type FlowKind = 'swap' | 'sell' | 'fund';

/** One flow on the wire. `given`: a byte of the command says which. */
export interface Flow {
  readonly name: FlowName;
  readonly kind: FlowKind;
  /** Low nibble of P2. */
  readonly subcommand: number;
  readonly ng: boolean;
  /** 'given': one byte of the command says which. */
  readonly curve: Curve | 'given';
  readonly encoding: Encoding | 'given';
  readonly signatureFormat: SignatureFormat | 'given';
  /** Whether the signature covers '.' + payload text, or the payload alone. */
  readonly dotPrefix: boolean | 'given';
  /** Size of the big-endian length in front of the payload, bytes. */
  readonly payloadLengthSize: 1 | 2;
  /** Device transaction id: ten letters, or 32 bytes. */
  readonly nonce: 'letters' | 'bytes';
  /** The field of the message that must repeat the nonce. */
  readonly nonceField: string;
}

const NG = {
  ng: true,
  curve: 'given',
  encoding: 'given',
  signatureFormat: 'given',
  dotPrefix: 'given',
  payloadLengthSize: 2,
  nonce: 'bytes',
} as const;

const LEGACY_TEXT = {
  ng: false,
  curve: 'secp256r1',
  encoding: 'base64url',
  dotPrefix: true,
  payloadLengthSize: 1,
  nonce: 'bytes',
  nonceField: 'device_transaction_id',
} as const;

/** All that differs from flow to flow on the wire, by the name of the flow. */
export const FLOWS: Readonly<Record<FlowName, Flow>> = {
  SWAP: {
    name: 'SWAP',
    kind: 'swap',
    subcommand: 0,
    ng: false,
    curve: 'secp256k1',
    encoding: 'raw',
    signatureFormat: 'der',
    dotPrefix: false,
    payloadLengthSize: 1,
    nonce: 'letters',
    nonceField: 'device_transaction_id',
  },
  SELL: { name: 'SELL', kind: 'sell', subcommand: 1, ...LEGACY_TEXT, signatureFormat: 'rs' },
  FUND: { name: 'FUND', kind: 'fund', subcommand: 2, ...LEGACY_TEXT, signatureFormat: 'der' },
  SWAP_NG: {
    name: 'SWAP_NG',
    kind: 'swap',
    subcommand: 3,
    ...NG,
    nonceField: 'device_transaction_id_ng',
  },
  SELL_NG: {
    name: 'SELL_NG',
    kind: 'sell',
    subcommand: 4,
    ...NG,
    nonceField: 'device_transaction_id',
  },
  FUND_NG: {
    name: 'FUND_NG',
    kind: 'fund',
    subcommand: 5,
    ...NG,
    nonceField: 'device_transaction_id',
  },
};

/**
 * Form of the NG flows' commands. In the first one (2.0.14, 3.1.0) nothing was said but implied:
 * secp256r1, base64url, a dot in front of the text, R and S.
 */
export type NgForm = 'first' | 'second';

const FIRST_NG_FORM = {
  curve: 'secp256r1',
  encoding: 'base64url',
  dotPrefix: true,
  signatureFormat: 'rs',
} as const;

/** A flow as a release with this form of the NG commands has it. */
export function flowInForm(flow: Flow, form: NgForm): Flow {
  return form === 'second' ? flow : IN_FIRST_FORM[flow.name];
}

const IN_FIRST_FORM = Object.fromEntries(
  Object.values(FLOWS).map((flow) => [flow.name, flow.ng ? { ...flow, ...FIRST_NG_FORM } : flow]),
) as Readonly<Record<FlowName, Flow>>;

/** The flow of a P2 low nibble; undefined above 5. */
export function flowOf(subcommand: number): Flow | undefined {
  const name = FLOW_NAMES[subcommand];
  return name === undefined ? undefined : FLOWS[name];
}

const BY_KIND = {
  swap: { ng: FLOWS.SWAP_NG, legacy: FLOWS.SWAP },
  sell: { ng: FLOWS.SELL_NG, legacy: FLOWS.SELL },
  fund: { ng: FLOWS.FUND_NG, legacy: FLOWS.FUND },
} as const satisfies Record<FlowKind, { ng: Flow; legacy: Flow }>;

/** The flow of a kind, in its current (NG) or legacy form. */
export function flowFor(kind: FlowKind, options: { legacy?: boolean } = {}): Flow {
  return BY_KIND[kind][options.legacy === true ? 'legacy' : 'ng'];
}
