/**
 * The named ways to speak to the Exchange app. `direct` is our own: every check without display,
 * then the review by a command of its own, as the firmware's documentation prefers.
 * `ledger-wallet` is Ledger's client library, in the order Ledger Wallet calls it: the last check
 * brings the review.
 */

import type { CoinCheck, Session } from './client.js';
import * as client from './client.js';
import type { Partner } from './partner.js';
import { credentialsOf } from './partner.js';

/** `direct` is this package's own, `ledger-wallet` Ledger's library, which needs Node. */
export const CLIENT_NAMES = ['direct', 'ledger-wallet'] as const;
/** Of {@link CLIENT_NAMES}. */
export type ClientName = (typeof CLIENT_NAMES)[number];

/** Makes a client of one's own for a flow on one device. */
export type ClientMaker = (session: Session) => FlowClient | Promise<FlowClient>;

/** What both can do. The answers are seen by the tap below, so nothing is returned. */
export interface FlowClient {
  /** Begins; the answer is the nonce. */
  startNewTransaction(): Promise<unknown>;
  /** Name, curve and key of the partner. */
  setPartnerKey(partner: Partner): Promise<unknown>;
  /** Ledger's DER signature over the credentials of the partner. */
  checkPartner(signature: Uint8Array): Promise<unknown>;
  /** The payload as transmitted, fees in base units. */
  processTransaction(payload: Uint8Array, fees: bigint): Promise<unknown>;
  /** The provider's signature, in the form of the flow. */
  checkTransactionSignature(signature: Uint8Array): Promise<unknown>;
  /** The currency received, and where. */
  checkPayoutAddress(coin: CoinCheck): Promise<unknown>;
  /** The currency paid with, and where it would go back to. */
  checkRefundAddress(coin: CoinCheck): Promise<unknown>;
  /** The currency paid with, in sell and fund. */
  checkAssetIn(coin: CoinCheck): Promise<unknown>;
  /** Absent where the last check puts up the review. */
  readonly promptReview?: () => Promise<unknown>;
  /** Gives the wire to the coin app of the currency paid with. */
  startSigning(): Promise<unknown>;
}

/** @throws DeviceError for `ledger-wallet` when Ledger's optional packages are not installed. */
export async function flowClient(
  client: ClientName | ClientMaker,
  session: Session & { readonly lastCheckDisplays?: boolean },
): Promise<FlowClient> {
  if (typeof client === 'function') return client(session);
  return client === 'direct' ? directClient(session) : ledgerWalletClient(session);
}

function directClient(session: Session & { readonly lastCheckDisplays?: boolean }): FlowClient {
  const { lastCheckDisplays: display = false } = session;
  return {
    startNewTransaction: () => client.startNewTransaction(session),
    setPartnerKey: (partner) => client.setPartnerKey(session, credentialsOf(partner, session.flow)),
    checkPartner: (signature) => client.checkPartner(session, signature),
    processTransaction: (payload, fees) => client.processTransaction(session, payload, fees),
    checkTransactionSignature: (signature) => client.checkTransactionSignature(session, signature),
    checkPayoutAddress: (coin) => client.checkPayoutAddress(session, coin),
    checkRefundAddress: (coin) => client.checkRefundAddress(session, coin, { display }),
    checkAssetIn: (coin) => client.checkAssetIn(session, coin, { display }),
    ...(display ? {} : { promptReview: () => client.promptUiDisplay(session) }),
    startSigning: () => client.startSigningTransaction(session),
  };
}

async function ledgerWalletClient({ device, flow, rate }: Session): Promise<FlowClient> {
  // Loaded only here: it needs Node and Ledger's optional packages.
  const { ledgerExchange, refusedStatus, translatedError } = await import(
    '../transport/ledgerjs.js'
  );
  const exchange = ledgerExchange(device, flow, rate);
  const call = async (promise: Promise<unknown>): Promise<void> => {
    try {
      await promise;
    } catch (error) {
      // A refusal is an answer like any other: the tap below has seen it.
      if (refusedStatus(error) === undefined) throw translatedError(error);
    }
  };
  const check = ({ configuration, signature, addressParameters }: CoinCheck) =>
    call(exchange.validatePayoutOrAsset(configuration, signature, addressParameters));
  return {
    startNewTransaction: () => call(exchange.startNewTransaction()),
    setPartnerKey: ({ name, curve, publicKey }) =>
      call(exchange.setPartnerKey({ name, curve, publicKey })),
    checkPartner: (signature) => call(exchange.checkPartner(signature)),
    processTransaction: (payload, fees) => call(exchange.processTransaction(payload, fees)),
    checkTransactionSignature: (signature) => call(exchange.checkTransactionSignature(signature)),
    checkPayoutAddress: check,
    checkRefundAddress: ({ configuration, signature, addressParameters }) =>
      call(exchange.checkRefundAddress(configuration, signature, addressParameters)),
    checkAssetIn: check,
    startSigning: () => call(exchange.signCoinTransaction()),
  };
}
