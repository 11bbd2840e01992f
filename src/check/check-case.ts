/**
 * One provider order to be judged, whatever it came as: a provider's HTTP answer, a case file, a
 * line of an archive, or command-line options. `answer/read-case.ts` makes it; `check.ts` judges it.
 */
import type { Curve } from '../exchange/constants.js';
import type { FlowKind } from '../exchange/flows.js';
import type { Finding } from './findings/finding.js';

/** A partner's registered public key. */
export interface PartnerKey {
  readonly curve: Curve;
  /** 65 bytes, 04 x y. */
  readonly publicKey: Uint8Array;
  /** What it is called in findings: 'registered', 'test', 'production', … */
  readonly label: string;
}

/** What the backend was asked with; every member optional, named as in the provider API. */
export interface ProviderRequest {
  readonly [member: string]: unknown;
}

/** One payload to judge, with all that is known of it: made by {@link readCase}. */
export interface CheckCase {
  /** File and, in a stream, line: how reports call it. */
  readonly name: string;
  readonly flow: FlowKind;
  readonly legacy: boolean;
  /** As the provider sent it, untouched. */
  readonly payload: string;
  /** As the provider sent it, untouched; undefined when the answer had none. */
  readonly signature: string | undefined;
  /** The rest of the HTTP answer, when it came as one (payinAddress, amounts, ids, …). */
  readonly response: Readonly<Record<string, unknown>> | undefined;
  /** The request the answer belongs to, when known. */
  readonly request: ProviderRequest | undefined;
  /** Name the partner is registered with, 3 to 15 bytes: only the screens show it. Undefined when unknown. */
  readonly partnerName: string | undefined;
  /** The registered key; undefined when nobody said: then the signature cannot be judged. */
  readonly key: PartnerKey | undefined;
  /** Further keys of this partner (other environment, other curve). */
  readonly otherKeys: readonly PartnerKey[];
  /** The nonce the device made, 32 bytes (10 letters for legacy swap); undefined when unknown. */
  readonly nonce: Uint8Array | undefined;
  /** Fees the host announces, base units of the coin sent; undefined when unknown. */
  readonly fees: bigint | undefined;
  /** What was already wrong while the case was read: member names, the form of the key, … */
  readonly noticed: readonly Finding[];
}
