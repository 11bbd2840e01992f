/**
 * What differs from one released Exchange version to the next, as data. A handler never compares
 * versions: it reads its profile.
 */
import type { Range, WireLimits } from '../exchange/layouts.js';
import type { FieldLimits } from '../payload/nanopb.js';

export interface TrustedNameRules {
  readonly structureVersions: Range;
  /** Bytes of the name. */
  readonly name: Range;
  /** Bytes of the DER signature. */
  readonly signature: Range;
}

export interface FirmwareProfile {
  /** How the user names it: `--firmware 4.4.2`. */
  readonly id: string;
  /** One line for people. */
  readonly title: string;
  /** GET_VERSION answer. */
  readonly version: readonly [number, number, number];
  /** Text of the version on the device and in B0 01. */
  readonly displayedVersion: string;
  readonly wire: WireLimits;
  /** Largest base64 payload once decoded, bytes. */
  readonly decodedPayloadMax: number;
  readonly fields: FieldLimits;
  readonly trustedName: TrustedNameRules;
}
