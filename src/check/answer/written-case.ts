/** A case as people write it for `check`: what `readCase` reads, for editors and for `schemas/`. */

/** One case: a provider's answer and what is known of it. Members of the answer may stand beside them. */
export interface WrittenCase {
  readonly [member: string]: unknown;
  /** swap, sell or fund, as `SWAP_NG` too; card is sell. */
  readonly flow?: string | null;
  /** The older form of the flow; `appVersion` 1 says the same. */
  readonly legacy?: boolean | null;
  readonly appVersion?: number;
  /** As the provider sends it: base64url text, in legacy SWAP the bytes. */
  readonly payload?: unknown;
  /** As the provider sends it. */
  readonly signature?: unknown;
  readonly providerSig?: unknown;
  /** The provider's whole answer, as an object or as JSON text. */
  readonly response?: object | string | null;
  /** The partner's key: PEM, DER, JWK, hex or base64; never a private key. */
  readonly publicKey?: unknown;
  /** Of a key that does not name its own. */
  readonly curve?: unknown;
  /** Other keys the signature may be by. */
  readonly otherKeys?: unknown;
  /** Device transaction id: text, or a list of bytes; ten letters in legacy SWAP. Never a number. */
  readonly nonce?: string | object | null;
  readonly deviceNonce?: string | object | null;
  /** What Ledger asked the provider for, as an object or as JSON text. */
  readonly request?: object | string | null;
  /** Base units of the currency paid with. */
  readonly fees?: string | number | null;
  /** The partner's name as it is registered, 3 to 15 bytes. */
  readonly partner?: string | null;
  readonly partnerName?: string | null;
}
