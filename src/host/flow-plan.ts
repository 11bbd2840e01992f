/** What a flow consists of: the request, and the steps it leads to once the nonce is known. */
import { textOf, toHex } from '../bytes.js';
import type { UserDecision } from '../device/gestures.js';
import type { Rate } from '../exchange/constants.js';
import type { Flow } from '../exchange/flows.js';
import { formatAmount } from '../payload/amount.js';
import type { Authority } from './authority.js';
import type { Currency } from './currencies.js';
import type { ClientMaker, ClientName, FlowClient } from './flow-client.js';
import { type ConfigurationFor, coinCheckOf, partnerSignature } from './ledger-signatures.js';
import type { Partner } from './partner.js';
import { shownSignature } from './shown-apdu.js';
import type { PayloadSource, SignedPayload } from './signed-payload.js';
import type { Exchange } from './tap.js';

/** All that a flow needs besides the device. */
export interface FlowRequest {
  readonly flow: Flow;
  readonly rate: Rate;
  /** By name, or one of your own: where Ledger's library must not be loaded, as in a browser. */
  readonly client: ClientName | ClientMaker;
  /**
   * `direct`: the last check brings the review, for a release that has no command of its own for it.
   */
  readonly lastCheckDisplays?: boolean;
  readonly partner: Partner;
  /**
   * Signs the partner and coin configurations where Ledger did not. Absent: nobody can, and a flow
   * needs Ledger's own signatures.
   */
  readonly authority?: Authority;
  /** Coin configurations that Ledger has signed; they are sent in place of ours. */
  readonly configurationFor?: ConfigurationFor;
  readonly payload: PayloadSource;
  /** Paid with. */
  readonly outgoing: Currency;
  /** Received; swap only. */
  readonly incoming?: Currency;
  /** Network fees the host announces, base units. */
  readonly fees: bigint;
  readonly user: UserDecision;
  /** Told what to do on a device whose screen no program can press. */
  readonly notify?: (text: string) => void;
}

export interface PlannedStep {
  readonly title: string;
  run(): Promise<unknown>;
  /** The command waits for the user. */
  readonly review?: boolean;
  /** What an accepted step tells. */
  readonly tells: (exchanges: readonly Exchange[]) => string;
  readonly data?: (accepted: boolean) => Readonly<Record<string, string>>;
}

/** Everything behind START_NEW_TRANSACTION, in the order of the client. */
export function stepsAfterStart(
  request: FlowRequest,
  client: FlowClient,
  signed: SignedPayload,
): PlannedStep[] {
  const { flow, partner, outgoing, incoming, fees } = request;
  const size = `${signed.payload.length} bytes of ${flow.encoding === 'raw' ? 'protobuf' : 'base64url'}`;
  const payloadText = flow.encoding === 'raw' ? toHex(signed.payload) : textOf(signed.payload);
  const feeText = `${formatAmount(fees, outgoing.fee.decimals)} ${outgoing.fee.ticker}`;
  const displays = client.promptReview === undefined;
  const decided = 'the user approved';
  const common: PlannedStep[] = [
    {
      title: "Send the partner's name and key",
      run: () => client.setPartnerKey(partner),
      tells: () => `${partner.name}, ${partner.curve}`,
    },
    {
      title: "Check Ledger's signature of the partner",
      run: () => client.checkPartner(partnerSignature(request)),
      tells: () => 'signed by the key this build trusts',
    },
    {
      title: 'Send the payload and the fees',
      run: () => client.processTransaction(signed.payload, fees),
      tells: ({ length }) => `${size}${length > 1 ? ` in ${length} APDUs` : ''}, fees ${feeText}`,
      data: () => ({ payload: payloadText, fees: feeText }),
    },
    {
      title: "Check the partner's signature of the payload",
      run: () => client.checkTransactionSignature(signed.signature),
      tells: () => `signed by ${partner.name}`,
      data: () => ({ signature: shownSignature(signed.signature) }),
    },
  ];
  const checks: PlannedStep[] =
    flow.kind === 'swap'
      ? [
          {
            title: 'Check the payout address',
            run: () => client.checkPayoutAddress(coinCheckOf(incoming ?? outgoing, request)),
            tells: () => `asked the ${(incoming ?? outgoing).app} app`,
          },
          {
            title: displays ? 'Check the refund address, then review' : 'Check the refund address',
            run: () => client.checkRefundAddress(coinCheckOf(outgoing, request)),
            review: displays,
            tells: () => (displays ? decided : `asked the ${outgoing.app} app`),
          },
        ]
      : [
          {
            title: displays ? 'Check the paying coin, then review' : 'Check the paying coin',
            run: () => client.checkAssetIn(coinCheckOf(outgoing, request)),
            review: displays,
            tells: () => (displays ? decided : `asked the ${outgoing.app} app`),
          },
        ];
  const review: PlannedStep[] = displays
    ? []
    : [
        {
          title: 'Review on the device',
          run: () => client.promptReview!(),
          review: true,
          tells: () => decided,
        },
      ];
  const sign: PlannedStep = {
    title: `Hand over to the ${outgoing.app} app`,
    run: () => client.startSigning(),
    tells: () => `the ${outgoing.app} app may sign what was approved, nothing else`,
  };
  return [...common, ...checks, ...review, sign];
}
