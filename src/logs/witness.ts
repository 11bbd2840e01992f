/**
 * One line of a log that tells of an APDU. Many logs tell of the same exchange two to four times, by the
 * layers it passes: which of them is believed is decided for the whole file (`witnesses.ts`).
 */

export type WitnessSource =
  /** ledgerjs: `=> HEX` of type `apdu`. */
  | 'apdu'
  /** ledgerjs' replayer: type `apdu` without arrows. */
  | 'turns'
  /** ledgerjs: 64-byte reports of type `hid-frame`. */
  | 'hid-frame'
  /** ledgerjs: frames of type `ble-frame`. */
  | 'ble-frame'
  /** Kit: `[will send APDU] ~...> HEX` of the session. */
  | 'will-send'
  /** Kit: command and answer together, with the session they belong to. */
  | 'session'
  /** Kit: `[exchange]` of a transport. */
  | 'transport'
  /** Kit: `[exchange]` of the session, as text only. */
  | 'session-text'
  /** Kit: `Sending APDU` and `Received APDU Response`. */
  | 'kit'
  /** Ledger Wallet around the kit: `[exchange]` of its tracer. */
  | 'tracer'
  /** Kit: 64-byte reports. */
  | 'kit-frame'
  /** Command and answer together in an entry of nobody known. */
  | 'pair'
  /** An arrow in a message, or a word for the direction, of nobody known. */
  | 'text';

export interface Witness {
  readonly source: WitnessSource;
  /** Line, from 1. */
  readonly at: number;
  readonly time?: number | undefined;
  readonly device?: string | undefined;
  /** Undefined for bytes that nobody can read: then {@link broken} says which. */
  readonly command?: Uint8Array | undefined;
  readonly answer?: Uint8Array | undefined;
  readonly broken?: { readonly kind: 'command' | 'answer'; readonly why: string } | undefined;
  /** Of {@link numberOf}: orders entries of the same millisecond. */
  readonly number?: number | undefined;
}
