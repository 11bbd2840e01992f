/**
 * What the Exchange app asks of a coin app, and nothing more. One file per coin app implements it;
 * `registry.ts` lists them. Mirrors lib_standard_app/swap_lib_calls.h of the device SDK
 * (CHECK_ADDRESS, GET_PRINTABLE_AMOUNT); SIGN_TRANSACTION is in `signing.ts`, loaded when asked for.
 */
import type { Wallet } from '../wallet.js';
import type { Signer } from './signing.js';

/** Which address is asked for. */
export interface AddressQuestion {
  readonly wallet: Wallet;
  /** Sub-configuration of the signed coin configuration; empty when there is none. */
  readonly configuration: Uint8Array;
  /** Address parameters as sent by the host: what they mean is the coin app's affair. */
  readonly parameters: Uint8Array;
  /**
   * What follows them in Exchange's receive buffer: some apps do not notice that parameters are cut
   * and read on. Absent where nothing was received, as when the host asks.
   */
  readonly behind?: Uint8Array | undefined;
}

/** An address, and where the host says it belongs. */
export interface AddressCheck extends AddressQuestion {
  /** The address of the provider's message up to its first NUL, one character a byte. */
  readonly address: string;
  /** Its extra id (memo, tag), likewise. */
  readonly extraId: string;
}

/** An amount to write as the coin app writes it. */
export interface AmountQuestion {
  /** Sub-configuration of the signed coin configuration; empty when there is none. */
  readonly configuration: Uint8Array;
  /** Unsigned big-endian, base units, leading zeros already trimmed for amounts (never for fees). */
  readonly amount: Uint8Array;
  readonly isFee: boolean;
}

/** What the Exchange app asks a coin app. */
export interface CoinApp {
  /** Name the coin configuration calls it by, as on the device's dashboard. */
  readonly name: string;
  /**
   * Version of the app that was recorded. B0 01 does not show it: the operating system answers with
   * Exchange's own name and version even while a coin app signs (recorded with Bitcoin).
   */
  readonly version: string;
  /**
   * The address this app derives for these parameters, or null when it cannot (bad path and the
   * like). The host's defaults are made with it.
   */
  addressOf(question: AddressQuestion): string | null;
  /** CHECK_ADDRESS: true only where the real app returns 1. */
  checkAddress(check: AddressCheck): boolean;
  /** True where `checkAddress` is false for any extra id, whoever's the address is. */
  readonly refusesExtraId?: boolean;
  /**
   * GET_PRINTABLE_AMOUNT: the text, or null where the real app returns an empty or unterminated
   * one (Exchange then answers 6A8B). One character a byte.
   */
  formatAmount(question: AmountQuestion): string | null;
  /**
   * The full answer, status included, to a command that asks for no signature while this app owns
   * the wire after START_SIGNING_TRANSACTION: its version, a public key. Null for everything else,
   * which is the signing itself or was never recorded.
   */
  answerWhileSigning?(apdu: Uint8Array, wallet: Wallet): Uint8Array | null;
  /** Loads what signs for this app. Absent: its signing is not simulated. */
  loadSigner?(): Promise<Signer>;
}
