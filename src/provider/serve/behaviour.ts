/**
 * Where the provider can be made to go wrong (`--misbehave`). A provider that does everything right
 * has none of these; each switch in `misbehave/` has one or two.
 */
import type { MistakeCode } from '../../sign/mistakes.js';
import type { SignedDraft } from '../../sign/payload-maker.js';
import type { Call, RawCall, Reply } from './call.js';
import type { Desk } from './desk.js';
import type { ProviderSettings } from './settings.js';
import type { OrderDraft } from './signed-order.js';
import type { OrderRecord, PushRecord } from './store.js';

/** Checks a wrong provider leaves out. */
export type Guard =
  | 'key'
  | 'region'
  | 'minimum'
  | 'maximum'
  | 'expiry'
  | 'pair'
  | 'address'
  | 'amount'
  | 'method';

export interface OutgoingPush {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Go where a redirect points; a mistake, since the key goes along. */
  readonly follow?: boolean;
}

/** How the bytes of an answer go out; done by the HTTP server itself. */
export type WireMistake =
  | 'closed-port'
  | 'tls-self-signed'
  | 'tls-other-name'
  | 'drip'
  | 'truncate'
  | 'not-http';

export interface Behaviour {
  readonly settings?: Partial<ProviderSettings>;
  readonly skip?: readonly Guard[];
  /** Before anything is looked at: another request, or an answer of its own. */
  readonly ask?: (call: RawCall, desk: Desk) => RawCall | Reply | Promise<RawCall | Reply>;
  /** Another message than the right one. */
  readonly draft?: (draft: OrderDraft, desk: Desk) => OrderDraft;
  /** A mistake in the payload, of `exchange-sim sign --mistake`. */
  readonly sign?: MistakeCode;
  /** Another record of the order, after it was signed. */
  readonly record?: (order: OrderRecord, signed: SignedDraft, desk: Desk) => OrderRecord;
  /** After everything was done right: another answer. */
  readonly reply?: (reply: Reply, call: Call | RawCall, desk: Desk) => Reply | Promise<Reply>;
  readonly wire?: WireMistake;
  /** A push as it is put into the outbox; several, or none. */
  readonly queue?: (push: PushRecord, order: OrderRecord, desk: Desk) => readonly PushRecord[];
  /** A push as it goes out. */
  readonly push?: (push: OutgoingPush, record: PushRecord, desk: Desk) => OutgoingPush;
  /** Milliseconds to the next attempt; null: no more; undefined: as it should be. */
  readonly retry?: (push: PushRecord, answer: number | undefined) => number | null | undefined;
}
