/** A whole flow in one line of a test: defaults for everything, nothing thrown for a refusal. */

import { borrowed } from '../device/forward.js';
import type { Device } from '../device.js';
import { InputError } from '../errors.js';
import type { InstructionName, Rate } from '../exchange/constants.js';
import type { FlowKind } from '../exchange/flows.js';
import type { ClientName } from '../host/flow-client.js';
import type { Signing } from '../host/signing/sign-payment.js';
import { TAMPERS } from '../host/signing/tamper.js';
import { tap } from '../host/tap.js';
import { backendAddress } from '../scenario/backend-address.js';
import { defined } from '../scenario/defined.js';
import type { Deviation } from '../scenario/deviation.js';
import { was } from '../scenario/judge.js';
import { playScenario } from '../scenario/play-scenario.js';
import { type Prepared, prepare } from '../scenario/prepare.js';
import type {
  BackendAddress,
  Scenario,
  ScenarioOrder,
  ScenarioOutcome,
  ScenarioSigning,
} from '../scenario/scenario.js';
import { signingWords } from '../scenario/signing.js';
import type { TranscriptLine } from '../scenario/transcript.js';
import type { User } from '../scenario/user.js';
import { expected, shownValue } from '../shown.js';
import type { MistakeCode } from '../sign/mistakes.js';
import type { NonceForm, ProviderRequest } from '../sign/provider-request.js';
import { realTime } from '../simulator/faults/index.js';
import { type OptionNames, refuseUnknownOptions, wordOf } from './options.js';
import { isTestDevice } from './test-device.js';

/** All optional: a swap of ETH to BTC that the user approves. */
export interface FlowOptions extends ScenarioOrder {
  readonly kind?: FlowKind;
  readonly legacy?: boolean;
  readonly rate?: Rate;
  readonly client?: ClientName;
  readonly partner?: Partial<Scenario['partner']>;
  /**
   * Your backend, asked as Ledger asks it, with the members of the public pages: amounts as decimal
   * texts, currencies with the ids of this package, and `nonce` as the product's page writes it, hex
   * for swap and base64url for sell and fund (ten letters in legacy SWAP). It returns its answer,
   * `{ providerSig: { payload, signature } }`, as an object or as JSON text. When it throws, `runFlow`
   * throws an error that says so, with what it threw as `cause`.
   *
   * Or where it listens: a URL, the file of a profile, or both with headers. It is asked over HTTP for
   * a quote and then for the order, with its own ids of the currencies.
   */
  readonly provider?: ((request: ProviderRequest) => unknown) | string | BackendAddress;
  /** Of `provider`: members of the request that only you know: `quoteId`, your ids, `slippage`. */
  readonly request?: ProviderRequest;
  /** Of `provider`: the nonce in this form instead of the documented one. */
  readonly nonceForm?: NonceForm;
  /** What the provider does wrong; `exchange-sim sign --list-mistakes` explains the codes. */
  readonly mistake?: MistakeCode;
  /** What the host does otherwise than it should. */
  readonly host?: readonly Deviation[];
  /**
   * After the approval the coin app signs, and `signing` of the result says what became of it: the
   * signed transaction with hash, signatures and signer, or the refusal in words. `true`: a transaction
   * is made of the order (Bitcoin, XRP, Stellar, coins and tokens of the Ethereum and Tron apps).
   * `{ tamper: 'amount' }`: one that differs from the approval there; `destination`, `fee`, `memo`,
   * `chain` likewise. `{ tx }`: your own, for every coin that signs: hex as the app reads it behind the
   * path, a PSBT in base64, or the APDUs your client sends as a list of hex.
   */
  readonly sign?: boolean | ScenarioSigning;
  /** Who decides on the review; `nobody`: the test does, with approve() or reject(). */
  readonly decision?: User['does'];
}

/** How a flow went. */
export interface FlowResult {
  readonly outcome: ScenarioOutcome;
  /**
   * The outcome in one line, for assertions that tell why: `approved`, `refused at …: …`; with `sign`
   * also what the coin app did: `approved; signed …`, `approved; refused with 6001 and 0100: amount …`.
   */
  readonly words: string;
  /** The command it ended with. */
  readonly at?: InstructionName;
  /** Its status word, four hex digits. */
  readonly status?: string;
  readonly why?: string;
  readonly nonce?: string;
  readonly screens: readonly (readonly string[])[];
  readonly transcript: readonly TranscriptLine[];
  /** What the coin app made of the transaction, with `sign`; absent where nothing was approved. */
  readonly signing?: Signing;
}

const OPTIONS: OptionNames<FlowOptions> = {
  kind: true,
  legacy: true,
  rate: true,
  client: true,
  partner: true,
  provider: true,
  request: true,
  nonceForm: true,
  mistake: true,
  host: true,
  sign: true,
  decision: true,
  from: true,
  to: true,
  receiveAmount: true,
  receiveRaw: true,
  currency: true,
  amount: true,
  raw: true,
  fees: true,
  fiat: true,
  fiatAmount: true,
  email: true,
  user: true,
  account: true,
  payin: true,
  payout: true,
  refund: true,
  memo: true,
  refundMemo: true,
  payoutMemo: true,
  extraData: true,
  nonce: true,
  fields: true,
  size: true,
};
const PARTNER_OPTIONS: OptionNames<NonNullable<FlowOptions['partner']>> = {
  name: true,
  curve: true,
  privateKey: true,
  publicKey: true,
  registered: true,
};
const SIGN_OPTIONS: OptionNames<ScenarioSigning> = { tamper: true, tx: true };

/** Seconds a test waits for its own approve() or reject(). */
const PATIENCE = 5;

/**
 * One swap, sell or fund from the first command to the user’s decision, or to the transaction that
 * the coin app signed. Without options a swap that is approved. The device stays open.
 * @throws InputError for an order that cannot be made and for an option there is none of,
 * ProviderError when `provider` throws, or nobody answers where it should be.
 */
export async function runFlow(device: Device, options: FlowOptions = {}): Promise<FlowResult> {
  refuseUnknownOptions(options, OPTIONS, 'runFlow');
  refuseUnknownOptions(options.partner ?? {}, PARTNER_OPTIONS, 'runFlow: partner');
  requireSigning(options.sign);
  const test = isTestDevice(device) ? device : undefined;
  const { time = realTime, seed = 'emulator', simulator } = test ?? {};
  // The coin app of a flow before gives the wire back.
  simulator?.ledger.endSigning('signed');
  // Closing a tap closes what it taps.
  const recorded = tap(borrowed(device));
  const prepared = withProvider(
    prepare(scenarioOf(options, seed), simulator?.ledger.firmware),
    options,
  );
  // Whoever decides in the test needs real time to do so.
  const clock = options.decision === 'nobody' ? realTime : time;
  try {
    const happened = await playScenario(prepared, recorded, clock);
    const { accepted: _, answered: __, ...told } = happened;
    const { signing } = happened;
    const signed = signing === undefined ? '' : `; ${signingWords(signing)}`;
    return { ...told, words: was(happened) + signed };
  } finally {
    await recorded.close();
  }
}

/** @throws InputError for what JavaScript lets through. */
function requireSigning(sign: unknown): void {
  if (sign === undefined || typeof sign === 'boolean') return;
  if (typeof sign !== 'object' || sign === null || Array.isArray(sign)) {
    throw new InputError(
      expected('runFlow: sign', 'true, or an object with tamper or tx', shownValue(sign)),
    );
  }
  refuseUnknownOptions(sign, SIGN_OPTIONS, 'runFlow: sign');
  const { tamper, tx } = sign as Readonly<Record<string, unknown>>;
  if (tamper !== undefined) wordOf(tamper, TAMPERS, 'runFlow: sign.tamper');
  const isTexts = [tx].flat().every((text) => typeof text === 'string');
  if (tx !== undefined && !isTexts) {
    throw new InputError(
      expected('runFlow: sign.tx', 'hex, a PSBT, or a list of APDUs', shownValue(tx)),
    );
  }
}

function withProvider(prepared: Prepared, options: FlowOptions): Prepared {
  const { provider: ask, request: members, nonceForm } = options;
  if (typeof ask !== 'function') return prepared;
  return { ...prepared, provider: { ask, ...defined({ members, nonceForm }) } };
}

const addressOf = (provider: string | BackendAddress) =>
  defined(backendAddress(provider, 'runFlow: provider'));

function scenarioOf(options: FlowOptions, seed: Scenario['device']['seed']): Scenario {
  const { kind = 'swap', legacy = false, rate = 'fixed', client = 'direct' } = options;
  const {
    partner,
    provider,
    request,
    nonceForm,
    mistake,
    host = [],
    sign = false,
    decision = 'approve',
    ...rest
  } = options;
  const { kind: _, legacy: __, rate: ___, client: ____, ...order } = rest;
  return {
    name: `a ${kind}`,
    file: 'runFlow',
    device: { seed },
    flow: { kind, legacy, rate, client },
    order,
    partner: { name: 'Test partner', registered: true, ...partner },
    ...(provider === undefined || typeof provider === 'function'
      ? {}
      : { provider: { ...addressOf(provider), ...defined({ request, nonceForm }) } }),
    ...(mistake === undefined ? {} : { mistake }),
    host,
    ...(sign === false ? {} : { sign: sign === true ? {} : sign }),
    faults: [],
    faultSeed: 1,
    user: { does: decision, after: 0, patience: PATIENCE },
    expect: { outcome: 'approved', answers: [], screens: [] },
  };
}
