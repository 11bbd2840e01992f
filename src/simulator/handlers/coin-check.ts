/**
 * CHECK_PAYOUT_ADDRESS, CHECK_REFUND_ADDRESS and CHECK_ASSET_IN: what the coin apps say of addresses
 * and amounts (app-exchange `src/check_addresses_and_amounts.c`).
 */
import { HEADER_SIZE } from '../../apdu/apdu.js';
import { bytesOf, cString, equal, textOf } from '../../bytes.js';
import { INS, PRINTABLE_AMOUNT_SIZE, type Rate } from '../../exchange/constants.js';
import type { Flow, FlowKind } from '../../exchange/flows.js';
import { decode, type Span } from '../../exchange/layout.js';
import { coinCheck, coinConfiguration } from '../../exchange/layouts.js';
import { SW } from '../../exchange/status.js';
import type { FirmwareProfile } from '../../firmware/profile.js';
import type { DecodedMessage } from '../../payload/nanopb.js';
import { ROLES, rolesOf, type Side } from '../../payload/roles.js';
import type { AmountText, AmountTexts } from '../amount-texts.js';
import { ledgerKey } from '../build.js';
import type { CoinApp } from '../coins/coin-app.js';
import type { Environment } from '../environment.js';
import { appNameOf, normaliseTicker } from '../normalise.js';
import { accept, type Outcome, type Reason, refuse } from '../outcome.js';
import { malformed } from '../reasons.js';
import type { AppState } from '../state.js';
import { derProblem } from '../verifier.js';

/** What one of these commands looks at. */
interface Subject extends Side {
  readonly text: AmountText;
}

function subjectOf(kind: FlowKind, payout: boolean): Subject {
  const { outgoing, incoming } = rolesOf(kind);
  return payout && incoming !== undefined
    ? { ...incoming, text: 'receive' }
    : { ...outgoing, text: 'send' };
}

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

  const outer = coinCheck(env.profile.wire);
  const read = decode(outer, command.data);
  if (!read.ok) return malformed(state, outer, read.problem);
  const { coinConfiguration: configuration, signature, addressParameters } = read.fields;
  const signed = {
    curve: 'secp256k1',
    publicKey: ledgerKey(env.build),
    message: configuration!.bytes,
    hash: 'sha256',
  } as const;
  const problem = derProblem(env.verifier, signed, signature!.bytes);
  if (problem !== undefined) {
    return refuse(state, SW.SIGN_VERIFICATION_FAIL, {
      what: `Ledger did not sign this coin configuration: ${problem}`,
      field: 'signature',
    });
  }

  const inner = coinConfiguration(env.profile.wire);
  const config = decode(inner, configuration!.bytes);
  if (!config.ok) return malformed(state, inner, config.problem);
  const ticker = normaliseTicker(config.fields.ticker!.bytes);
  const expected = cString(stringField(state.message, subject.currency));
  if (!equal(ticker, expected)) {
    return refuse(state, SW.INCORRECT_COMMAND_DATA, {
      what: `the ticker of the coin configuration is not the message's ${subject.currency}`,
      field: subject.currency,
      expected: textOf(expected),
      actual: textOf(ticker),
    });
  }

  const appName = appNameOf(config.fields.appName!.bytes);
  const app = env.coinApp(appName);
  if (app === undefined) return appMissing(state, appName, env.profile);
  const sub = config.fields.subConfiguration!.bytes;

  let crossSeed = state.crossSeed;
  if (subject.address !== undefined) {
    const check = {
      wallet: env.wallet,
      configuration: sub,
      parameters: addressParameters!.bytes,
      behind: env.received?.().subarray(endOf(addressParameters!)),
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
  const flagged: AppState = { ...state, crossSeed };

  const amount = state.message[subject.amount] as Uint8Array;
  let texts = printable(app, sub, amount, false, state.texts, subject.text);
  if (texts === undefined)
    return unprintable(flagged, appName, subject.amount, amount, env.profile);
  if (payout) return accept({ ...flagged, texts, step: 'payout-address-checked' });

  texts = printable(app, sub, state.fee, true, texts, 'fees');
  if (texts === undefined) return unprintable(flagged, appName, 'fees', state.fee, env.profile);

  if (flow.kind === 'sell') {
    const fiat = env.profile.quirks.includes('fiat-amount-unchecked')
      ? texts.withFiat(...fiatOf(state.message))
      : texts.withCheckedFiat(...fiatOf(state.message));
    if (fiat === undefined) return fiatTooLong({ ...flagged, texts }, env.profile);
    texts = fiat;
  } else if (flow.kind === 'fund') {
    texts = texts.with('receive', stringField(state.message, ROLES.fund.account));
  }

  const next: AppState = {
    ...flagged,
    texts,
    rate: command.rate,
    payingApp: appName,
    payingConfiguration: sub.slice(),
  };
  if (WITH_DISPLAY.includes(command.ins)) {
    return { kind: 'review', state: { ...next, step: 'waiting-user-validation' } };
  }
  return accept({ ...next, step: 'all-addresses-checked' });
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
  return texts.with(which, bytesOf(text));
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
  return (message[name] as Uint8Array | undefined) ?? new Uint8Array(0);
}
