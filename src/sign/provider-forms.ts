/**
 * The JSON in which Ledger's tools describe a provider (provider-api.md#partner-registration;
 * `go/encode/cal.go` in LedgerHQ/exchange-tool): what its `cal` and `cal live` commands print, and
 * what the CAL service answers.
 */
import { toHex } from '../bytes.js';
import type { Curve } from '../exchange/constants.js';
import type { FlowKind } from '../exchange/flows.js';
import type { SignedCredentials } from './credentials.js';

/**
 * `exchange-tool cal`; on one line it is `cal live`, which Ledger Wallet takes for a test provider.
 */
export interface CalForm {
  readonly name: string;
  /** Legacy swap signs the protobuf bytes, everything else '.' and the base64url text. */
  readonly payloadSignatureComputedFormat: 'raw' | 'jws';
  readonly publicKey: { readonly curve: Curve; readonly data: string };
  readonly service: { readonly appVersion: 1 | 2; readonly name: FlowKind };
  /** DER in hex. */
  readonly signature: string;
}

/** One entry of CAL's `/v1/partners` answer, an array. */
export interface CalEntry {
  readonly name: string;
  readonly public_key: string;
  readonly public_key_curve: Curve;
  readonly service_app_version: 1 | 2;
  readonly partner_id: string;
  readonly descriptor: {
    /** The credentials, hex. */
    readonly data: string;
    readonly signatures: { readonly prod?: string; readonly test?: string };
  };
}

/** A registration in the forms of Ledger's tools. */
export interface ProviderForms {
  readonly cal: CalForm;
  /** The same on one line. */
  readonly live: string;
  readonly calAnswer: readonly CalEntry[];
}

/**
 * Signed credentials in the forms of Ledger's tools.
 * @param service what the partner is registered for.
 */
export function providerForms(signed: SignedCredentials, service: FlowKind): ProviderForms {
  const { name, curve, legacy } = signed;
  const data = toHex(signed.publicKey);
  const signature = toHex(signed.signature);
  const appVersion = legacy ? 1 : 2;
  const cal: CalForm = {
    name,
    payloadSignatureComputedFormat: legacy && service === 'swap' ? 'raw' : 'jws',
    publicKey: { curve, data },
    service: { appVersion, name: service },
    signature,
  };
  const entry: CalEntry = {
    name,
    public_key: data,
    public_key_curve: curve,
    service_app_version: appVersion,
    partner_id: name.toLowerCase(),
    descriptor: { data: toHex(signed.credentials), signatures: { test: signature } },
  };
  return { cal, live: JSON.stringify(cal), calAnswer: [entry] };
}
