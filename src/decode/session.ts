/** What the decoder remembers of one device: what the commands that were accepted have said. */
import type { Curve } from '../exchange/constants.js';
import type { Flow, NgForm } from '../exchange/flows.js';

export interface SeenPartner {
  readonly name: string;
  readonly curve: Curve;
  /** 65 bytes, as sent. */
  readonly publicKey: Uint8Array;
  /** What Ledger signs. */
  readonly credentials: Uint8Array;
}

export interface SeenTransaction {
  /** As transmitted: the text or, raw, the protobuf bytes. */
  readonly payload: Uint8Array;
  /** Without base64; undefined when the device could not read it. */
  readonly protobuf: Uint8Array | undefined;
  readonly isRaw: boolean;
  /** Unsigned big-endian, base units. */
  readonly fee: Uint8Array;
}

export class Session {
  flow: Flow | undefined;
  /** Of the device's NG commands, once it has taken some that show it. */
  ngForm: NgForm | undefined;
  nonce: Uint8Array | undefined;
  partner: SeenPartner | undefined;
  transaction: SeenTransaction | undefined;
  /** Data of the chunks so far. */
  chunks: Uint8Array[] = [];
  /** START_SIGNING_TRANSACTION was accepted: who speaks now. */
  coinApp: string | undefined;
  /** Coin app of the currency paid with. */
  payingApp: string | undefined;
  /** An app other than Exchange, as the OS called it. */
  otherApp: string | undefined;

  /** START_NEW_TRANSACTION forgets all that came before. */
  begin(flow: Flow | undefined, nonce: Uint8Array | undefined): void {
    this.flow = flow;
    this.nonce = nonce;
    this.partner = undefined;
    this.transaction = undefined;
    this.chunks = [];
    this.coinApp = undefined;
    this.payingApp = undefined;
  }
}
