/**
 * Runs one flow against any Device and yields every step as it happens. A refusal is a step like
 * any other, the last one; only broken cables and unusable input are thrown.
 */
import { decodeResponse } from '../apdu/apdu.js';
import { textOf, toHex } from '../bytes.js';
import type { Device } from '../device.js';
import { DeviceError } from '../errors.js';
import { type InstructionName, instructionName, type Rate } from '../exchange/constants.js';
import type { Flow } from '../exchange/flows.js';
import { SW, statusEntry } from '../exchange/status.js';
import { formatAmount } from '../payload/amount.js';
import type { Authority } from './authority.js';
import type { CoinCheck } from './client.js';
import { addressParameters, type Currency, configurationOf } from './currencies.js';
import { type ClientName, flowClient } from './flow-client.js';
import type { FlowStep } from './flow-step.js';
import { credentialsOf, type Partner } from './partner.js';
import { type UserDecision, withReview } from './review.js';
import { type PayloadSource, type SignedPayload, signedPayload } from './signed-payload.js';
import { type Exchange, tap } from './tap.js';

export interface FlowRequest {
  readonly flow: Flow;
  readonly rate: Rate;
  readonly client: ClientName;
  readonly partner: Partner;
  /** Signs coin configurations, and the partner where Ledger did not. */
  readonly authority: Authority;
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

interface PlannedStep {
  readonly title: string;
  run(): Promise<unknown>;
  /** The command waits for the user. */
  readonly review?: boolean;
  /** What an accepted step tells. */
  readonly tells: (exchanges: readonly Exchange[]) => string;
  readonly data?: (accepted: boolean) => Readonly<Record<string, string>>;
}

/**
 * @throws InputError when the payload cannot be made or sent, DeviceError when the device is gone
 * or Ledger's client library is not installed.
 */
export async function* runFlow(
  device: Device,
  request: FlowRequest,
): AsyncGenerator<FlowStep, void, void> {
  const tapped = tap(device);
  const client = await flowClient(request.client, { device: tapped, ...request });
  let number = 0;

  async function perform(step: PlannedStep): Promise<FlowStep> {
    const first = tapped.events.length;
    const notify = request.notify ?? (() => {});
    if (step.review) await withReview(tapped, () => step.run(), request.user, notify);
    else await step.run();
    const exchanges = tapped.exchangesFrom(first);
    const last = exchanges.at(-1);
    if (last === undefined) throw new DeviceError(`no answer came: ${step.title}`);
    const { status } = decodeResponse(last.answer);
    const accepted = status === SW.SUCCESS;
    const reason = accepted ? undefined : device.whyRefused?.();
    number++;
    return {
      number,
      command: commandOf(last.apdu),
      title: step.title,
      exchanges,
      status,
      accepted,
      explanation: accepted ? step.tells(exchanges) : (statusEntry(status)?.says ?? 'Refused.'),
      ...(reason === undefined ? {} : { reason }),
      screens: tapped.screensFrom(first),
      data: step.data?.(accepted) ?? {},
    };
  }

  const start = await perform({
    title: 'Start a new transaction',
    run: () => client.startNewTransaction(),
    tells: () => `nonce ${shownNonce(request.flow, nonceOf())}`,
    data: (accepted): Readonly<Record<string, string>> =>
      accepted ? { nonce: shownNonce(request.flow, nonceOf()) } : {},
  });
  yield start;
  if (!start.accepted) return;

  function nonceOf(): Uint8Array {
    const answer = tapped.exchangesFrom(0).at(0)?.answer;
    return answer === undefined ? new Uint8Array(0) : decodeResponse(answer).data;
  }

  const signed = signedPayload(request, nonceOf());
  for (const step of planOf(request, client, signed)) {
    const done = await perform(step);
    yield done;
    if (!done.accepted) return;
  }
}

type Client = Awaited<ReturnType<typeof flowClient>>;

function planOf(request: FlowRequest, client: Client, signed: SignedPayload): PlannedStep[] {
  const { flow, partner, authority, outgoing, incoming, fees } = request;
  const ledgerSignature = () => partner.signature ?? authority.sign(credentialsOf(partner, flow));
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
      run: () => client.checkPartner(ledgerSignature()),
      tells: () => 'the partner is known to Ledger',
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
      data: () => ({ signature: toHex(signed.signature) }),
    },
  ];
  const checks: PlannedStep[] =
    flow.kind === 'swap'
      ? [
          {
            title: 'Check the payout address',
            run: () => client.checkPayoutAddress(coinCheckOf(incoming ?? outgoing, authority)),
            tells: () => `asked the ${(incoming ?? outgoing).app} app`,
          },
          {
            title: displays ? 'Check the refund address, then review' : 'Check the refund address',
            run: () => client.checkRefundAddress(coinCheckOf(outgoing, authority)),
            review: displays,
            tells: () => (displays ? decided : `asked the ${outgoing.app} app`),
          },
        ]
      : [
          {
            title: displays ? 'Check the paying coin, then review' : 'Check the paying coin',
            run: () => client.checkAssetIn(coinCheckOf(outgoing, authority)),
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

function coinCheckOf(currency: Currency, authority: Authority): CoinCheck {
  const configuration = configurationOf(currency);
  return {
    configuration,
    signature: authority.sign(configuration),
    addressParameters: addressParameters(currency),
  };
}

/** Legacy SWAP has ten letters, all others 32 bytes. */
function shownNonce(flow: Flow, nonce: Uint8Array): string {
  return flow.nonce === 'letters' ? textOf(nonce) : toHex(nonce);
}

function commandOf(apdu: Uint8Array): InstructionName {
  const name = instructionName(apdu[1] ?? 0);
  if (name === undefined) throw new DeviceError(`not an Exchange command: ${toHex(apdu)}`);
  return name;
}
