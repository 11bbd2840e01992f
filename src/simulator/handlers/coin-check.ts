/**
 * CHECK_PAYOUT_ADDRESS, CHECK_REFUND_ADDRESS and CHECK_ASSET_IN: what the coin apps say of addresses
 * and amounts (app-exchange `src/check_addresses_and_amounts.c`).
 */
import { HEADER_SIZE } from '../../apdu/apdu.js';
import { cString, EMPTY, equal, textOf } from '../../bytes.js';
import { INS, PRINTABLE_AMOUNT_SIZE, type Rate } from '../../exchange/constants.js';
import type { Flow, FlowKind } from '../../exchange/flows.js';
import type { Span } from '../../exchange/layout.js';
import { SW } from '../../exchange/status.js';
import type { FirmwareProfile } from '../../firmware/profile.js';
import type { DecodedMessage } from '../../payload/nanopb.js';
import { ROLES, type Side } from '../../payload/roles.js';
import type { AmountText, AmountTexts } from '../amount-texts.js';
import { ledgerKey } from '../build.js';
import type { CoinApp } from '../coins/coin-app.js';
import type { Environment } from '../environment.js';
import { accept, type Outcome, type Reason, refuse } from '../outcome.js';
import { malformed } from '../reasons.js';
import { type AppState, draftOf } from '../state.js';
import { signatureProblem } from '../verifier.js';
import { readCoinCommand } from './coin-command.js';

/** What one of these commands looks at. */
interface Subject extends Side {
  readonly text: AmountText;
}

function subjectOf(kind: FlowKind, payout: boolean): Subject {
  return payout && kind === 'swap' ? RECEIVED : PAID[kind];
}

const RECEIVED: Subject = { ...ROLES.swap.incoming, text: 'receive' };
const PAID: Readonly<Record<FlowKind, Subject>> = {
  swap: { ...ROLES.swap.outgoing, text: 'send' },
  sell: { ...ROLES.sell.outgoing, text: 'send' },
  fund: { ...ROLES.fund.outgoing, text: 'send' },
};

/** Commands that show the review as soon as they are done. */
const WITH_DISPLAY: readonly number[] = [INS.CHECK_REFUND_ADDRESS, INS.CHECK_ASSET_IN];

export function checkCoin(
  state: AppState,
  command: { ins: number; rate: Rate; data: Uint8Array },
  flow: Flow,
  env: Environment,
): Outcome {
  const payout = command.ins === INS.CHECK_PAYOUT_ADDRESS;
  const subject = subjectOf(flow.kind, payout);

  const read = readCoinCommand(command.data, env.profile.wire);
  if ('misfit' in read) return malformed(state, read.misfit.layout, read.misfit.problem);
  const { configuration, signature, addressParameters, coin } = read;
  const signed = {
    curve: 'secp256k1',
    publicKey: ledgerKey(env.build),
    message: configuration,
    hash: 'sha256',
  } as const;
  const problem = signatureProblem(env.verifier, signed, signature);
  if (problem !== undefined) {
    return refuse(state, SW.SIGN_VERIFICATION_FAIL, {
      what: `Ledger did not sign this coin configuration: ${problem}`,
      field: 'signature',
    });
  }

  if ('misfit' in coin) return malformed(state, coin.misfit.layout, coin.misfit.problem);
  const { ticker, appName, subConfiguration: sub } = coin;
  const expected = cString(stringField(state.message, subject.currency));
  if (!equal(ticker, expected)) {
    return refuse(state, SW.INCORRECT_COMMAND_DATA, {
      what: `the ticker of the coin configuration is not the message's ${subject.currency}`,
      field: subject.currency,
      expected: textOf(expected),
      actual: textOf(ticker),
    });
  }

  const app = env.coinApp(appName);
  if (app === undefined) return appMissing(state, appName, env.profile);

  let crossSeed = state.crossSeed;
  if (subject.address !== undefined) {
    const check = {
      wallet: env.wallet,
      configuration: sub,
      parameters: addressParameters.bytes,
      behind: env.received?.().subarray(endOf(addressParameters)),
      address: textOf(cString(stringField(state.message, subject.address))),
      extraId: textOf(cString(stringField(state.message, subject.extraId!))),
    };
    const ours =
      app.checkAddress(check) || env.anySeed === true || env.build.includes('BYPASS_CHECK_ADDRESS');
    // Where a foreign payout address is no error, it is remembered and the user is warned.
    const warned = payout && env.profile.foreignPayout === 'warned';
    if (!ours && warned) crossSeed = true;
    if (!ours && !warned) {
      return refuse(state, SW.INVALID_ADDRESS, {
        what: `the ${appName} app says ${subject.address} is not of this device at this path`,
        field: subject.address,
        expected: app.addressOf(check) ?? 'a path this app derives an address for',
        actual: check.address,
      });
    }
  }
  const next = draftOf(state);
  next.crossSeed = crossSeed;

  const amount = state.message[subject.amount] as Uint8Array;
  let texts = printable(app, sub, amount, false, state.texts, subject.text);
  if (texts === undefined) return unprintable(next, appName, subject.amount, amount, env.profile);
  if (payout) {
    next.texts = texts;
    next.step = 'payout-address-checked';
    return accept(next);
  }

  texts = printable(app, sub, state.fee, true, texts, 'fees');
  if (texts === undefined) return unprintable(next, appName, 'fees', state.fee, env.profile);
  next.texts = texts;

  if (flow.kind === 'sell') {
    const fiat = env.profile.quirks.includes('fiat-amount-unchecked')
      ? texts.withFiat(...fiatOf(state.message))
      : texts.withCheckedFiat(...fiatOf(state.message));
    if (fiat === undefined) return fiatTooLong(next, env.profile);
    next.texts = fiat;
  } else if (flow.kind === 'fund') {
    next.texts = texts.with('receive', stringField(state.message, ROLES.fund.account));
  }

  next.rate = command.rate;
  next.payingApp = appName;
  next.payingConfiguration = sub;
  if (WITH_DISPLAY.includes(command.ins)) {
    next.step = 'waiting-user-validation';
    return { kind: 'review', state: next };
  }
  next.step = 'all-addresses-checked';
  return accept(next);
}

/** Where a field of the command ends in the receive buffer. */
function endOf({ offset, bytes }: Span): number {
  return HEADER_SIZE + offset + bytes.length;
}

function printable(
  app: CoinApp,
  configuration: Uint8Array,
  amount: Uint8Array,
  isFee: boolean,
  texts: AmountTexts,
  which: AmountText,
): AmountTexts | undefined {
  const text = app.formatAmount({ configuration, amount, isFee });
  if (text === null || text === '' || text.length >= PRINTABLE_AMOUNT_SIZE) return undefined;
  return texts.with(which, text);
}

function unprintable(
  state: AppState,
  app: string,
  field: string,
  amount: Uint8Array,
  profile: FirmwareProfile,
): Outcome {
  return refuse(state, SW[profile.unprintableAmount], {
    what: `the ${app} app cannot write ${field}`,
    field,
    expected: 'an amount and a coin configuration this app can format',
    actual: `${amount.length} bytes`,
  });
}

function appMissing(state: AppState, name: string, { quirks }: FirmwareProfile): Outcome {
  const reason: Reason = {
    what: `the coin configuration asks for the app ${JSON.stringify(name)}, which is not installed`,
    field: 'appName',
  };
  if (quirks.includes('missing-app-ends-exchange')) return { kind: 'end', state, reason };
  return {
    kind: 'answer',
    // The app starts its main loop again: the context stays, the challenge is renewed.
    state: { ...state, challenge: undefined },
    status: SW.APPLICATION_NOT_INSTALLED,
    data: new Uint8Array(0),
    reason,
    restarted: true,
  };
}

function fiatTooLong(state: AppState, profile: FirmwareProfile): Outcome {
  const { coefficient, exponent } = state.message[ROLES.sell.fiat.amount] as DecodedMessage;
  return refuse(state, SW[profile.unprintableFiat], {
    what: 'the fiat amount does not fit in the 50 bytes of its text',
    field: ROLES.sell.fiat.amount,
    expected: 'a small exponent',
    actual: `exponent ${exponent}, coefficient of ${(coefficient as Uint8Array).length} bytes`,
  });
}

function fiatOf(message: DecodedMessage): [Uint8Array, Uint8Array, number] {
  const amount = message[ROLES.sell.fiat.amount] as DecodedMessage;
  return [
    stringField(message, ROLES.sell.fiat.currency),
    amount.coefficient as Uint8Array,
    amount.exponent as number,
  ];
}

function stringField(message: DecodedMessage, name: string): Uint8Array {
  return (message[name] as Uint8Array | undefined) ?? EMPTY;
}
