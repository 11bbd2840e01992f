/** What a host pays with: the approved order as its coin's transaction needs it. */
import { cString, EMPTY, textOf, toBigInt } from '../../bytes.js';
import { rolesOf } from '../../payload/roles.js';
import type { Currency } from '../currencies.js';
import { parsePath } from '../derivation-path.js';
import type { FlowRequest } from '../flow-plan.js';
import type { PayloadView } from '../payload-view.js';

export interface Payment {
  readonly currency: Currency;
  readonly path: readonly number[];
  readonly destination: string;
  /** Base units. */
  readonly amount: bigint;
  readonly fees: bigint;
  readonly memo: string;
}

/** A transaction that was signed. */
export interface SignedTransaction {
  /** Hex, as it is sent to the network; null where it is not put together here. */
  readonly transaction: string | null;
  /** Its hash as explorers show it, hex; Bitcoin's reversed. Null where it is not known here. */
  readonly hash: string | null;
  /** Address of the key that signed; null where nothing here can verify it. */
  readonly signer: string | null;
  /** What the coin app gave, hex: one for each input it signed. */
  readonly signatures: readonly string[];
}

/** Sends one command to the coin app; thrown errors are of the device, not of the app. */
export type Send = (apdu: Uint8Array) => Promise<Uint8Array>;

/** The coin app did not sign. */
export class CoinAppRefusal extends Error {
  /** Its last answer. */
  readonly answer: Uint8Array;

  constructor(answer: Uint8Array) {
    super('the coin app did not sign');
    this.answer = answer;
  }
}

export function paymentOf(
  request: Pick<FlowRequest, 'flow' | 'outgoing' | 'fees'>,
  { message }: PayloadView,
): Payment {
  const { flow, outgoing: currency, fees } = request;
  const roles = rolesOf(flow.kind);
  const field = (name: string) => (message[name] as Uint8Array | undefined) ?? EMPTY;
  const text = (name: string) => textOf(cString(field(name)));
  return {
    currency,
    path: parsePath(currency.path, `path of ${currency.id}`),
    // As the app hands it on: a swap's without what stands in front of a colon.
    destination: flow.kind === 'swap' ? text(roles.payin).replace(/^.*?:/, '') : text(roles.payin),
    amount: toBigInt(field(roles.outgoing.amount)),
    fees,
    memo: text(roles.memo),
  };
}
