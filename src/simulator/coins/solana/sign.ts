/**
 * Signing of the Solana app (1.9.0) for Exchange: SOL and SPL tokens. No recording: from the sources
 * only (app-solana src/handle_sign_message.c, src/swap/handle_swap_sign_transaction.c).
 *
 * Path and message come in one command or several (E0 06 01). Before a payment of tokens the host
 * asks for a challenge (20) and tells whose the token account is (21). What cannot be read or shown
 * leaves the app waiting; once it can, the next answer is the last, and a refusal is 6F00.
 *
 * Of what would be shown, in its order, SOL are held against:
 *
 * | shown | held against |
 * |---|---|
 * | amount | amount |
 * | highest fees, where the transaction sets them | fees: not more, see {@link isNotMore} |
 * | recipient | destination |
 * | anything else, or two of them | refused |
 *
 * and tokens:
 *
 * | shown | held against |
 * |---|---|
 * | a token account is made; mint; who owns the account | what was told before |
 * | highest fees, where the transaction sets them | fees, likewise |
 * | amount with the ticker of the mint and the decimals of the transaction, once | amount |
 * | owner | destination |
 * | a fee of the token, several signers, a hook, Token-2022 without a fee | refused |
 */
import { base58 } from '@scure/base';
import type { Reason } from '../../../device.js';
import { shownText } from '../../../shown.js';
import { CSPRNG } from '../../randomness.js';
import { type Asset, assetOf } from '../asset.js';
import { readOrNull, Unreadable } from '../byte-reader.js';
import { amount64 } from '../decimal.js';
import { differs, type Signer, type SigningContext, type SigningStep } from '../signing.js';
import { extraIdSeen, notSimulated, notStarted, returns, stays } from '../standard-app.js';
import { SOL, solanaAmount, TICKER_BUFFER } from './app.js';
import { INS, type SolanaCommand, takeIn } from './command.js';
import { readHeader } from './message.js';
import { type Item, type Shown, shownOf } from './payment.js';
import { readTokenOwner, type TokenOwner } from './token-owner.js';
import { solanaTicker } from './tokens.js';

interface SolanaState {
  readonly asset: Asset;
  readonly amount: bigint;
  readonly fees: bigint;
  readonly destination: string;
  readonly command?: SolanaCommand;
  readonly challenge?: Uint8Array;
  readonly told?: TokenOwner;
}

const SW = {
  success: 0x9000,
  notSupported: 0x6808,
  invalidMessage: 0x6a80,
  signerMissing: 0x6a81,
  badTokenOwner: 0x6c00,
  refused: 0x6f00,
} as const;

/** No blind signing, whole public keys; version. */
const CONFIGURATION = Uint8Array.of(0, 0, 1, 9, 0);
/** Characters of a destination the app keeps. */
const KEPT = 44;
/** Of the buffer an amount is shown from, its NUL included. */
const TEXT_BUFFER = 45;

type Step = SigningStep<SolanaState>;

export const solanaSigner: Signer<SolanaState> = {
  start(approval) {
    const { configuration } = approval;
    const extraId = extraIdSeen(approval);
    if (extraId !== '') {
      return notStarted(`the Solana app takes no memo, approved ${shownText(extraId)}`);
    }
    const asset = assetOf({ ...approval, configuration, isFee: false }, SOL, TICKER_BUFFER);
    if (asset === null) return notStarted('the Solana app cannot read the sub-configuration');
    const amount = amount64(approval.amount);
    const fees = amount64(approval.fees);
    if (amount === null || fees === null) {
      return notStarted('the amount or the fees have more than 8 bytes');
    }
    return { state: { asset, amount, fees, destination: approval.destination.slice(0, KEPT) } };
  },

  receive(old, apdu, context) {
    const { command: open, ...rest } = old;
    const command = takeIn(apdu, open);
    if ('status' in command) return stays(rest, command.status, { what: command.what });
    const state = { ...rest, command };
    if (!command.isComplete) return stays(state, SW.success);
    switch (command.ins) {
      case INS.oldConfiguration:
      case INS.configuration:
        return stays(state, SW.success, undefined, CONFIGURATION);
      case INS.oldPublicKey:
      case INS.publicKey:
        return publicKey(state, command, context);
      case INS.challenge: {
        const challenge = challengeOf(state, context);
        return stays({ ...state, challenge }, SW.success, undefined, challenge);
      }
      case INS.tokenOwner:
        return tokenOwner(state, command.data, context);
      case INS.oldSign:
      case INS.sign:
        return sign(state, command, context);
      default:
        return notSimulated(state, 'messages and token descriptors of the Solana app');
    }
  },
};

function challengeOf({ challenge }: SolanaState, { randomness }: SigningContext): Uint8Array {
  return challenge ?? (randomness ?? CSPRNG).challenge();
}

const notHardened = (state: SolanaState): Step =>
  notSimulated(state, 'a path of the Solana app with an element that is not hardened');

function publicKey(
  state: SolanaState,
  { path, isUnconfirmed }: SolanaCommand,
  { wallet }: SigningContext,
): Step {
  const key = wallet.ed25519Slip10(path);
  if (key === null) return notHardened(state);
  if (!isUnconfirmed) return notSimulated(state, 'the address on the screen of the Solana app');
  return stays(state, SW.success, undefined, key);
}

/** Good or bad, it takes the place of what was told before, and renews the challenge. */
function tokenOwner(old: SolanaState, data: Uint8Array, context: SigningContext): Step {
  const { challenge: _, told: __, ...state } = old;
  const told = readTokenOwner(data, challengeOf(old, context), context);
  if (typeof told === 'string') return stays(state, SW.badTokenOwner, { what: told });
  return stays({ ...state, told }, SW.success);
}

function sign(state: SolanaState, command: SolanaCommand, { wallet }: SigningContext): Step {
  const header = readOrNull(() => readHeader(command.data));
  if (header === null) {
    return stays(state, SW.invalidMessage, { what: 'the message cannot be read' });
  }
  const signer = wallet.ed25519Slip10(command.path);
  if (signer === null) return notHardened(state);
  const signers = header.keys.slice(0, header.signatures).map((key) => base58.encode(key));
  if (!signers.includes(base58.encode(signer))) {
    const what = `the key of the path, ${base58.encode(signer)}, does not sign this message`;
    return stays(state, SW.signerMissing, { what });
  }
  if (command.isUnconfirmed) {
    return stays(state, SW.notSupported, { what: 'P1 must be 01: nothing is signed unattended' });
  }
  const shown = shownOrBlind(() => shownOf(header, signer, state.told));
  if ('blind' in shown) {
    return stays(state, SW.notSupported, { what: `the app cannot show it: ${shown.blind}` });
  }
  if ('other' in shown) return notSimulated(state, `${shown.other} with the Solana app`);
  const isToken = state.asset.ticker !== SOL.ticker;
  const reason = isToken ? tokenProblem(state, shown.items) : solProblem(state, shown.items);
  if (reason !== null) return returns(state, SW.refused, reason);
  const signature = wallet.signEd25519Slip10(command.path, command.data)!;
  return returns(state, SW.success, undefined, signature);
}

function shownOrBlind(read: () => Shown): Shown {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreadable) return { blind: error.message };
    throw error;
  }
}

/** Amount and recipient, and perhaps fees. */
const MOST_ITEMS = 3;

function solProblem(state: SolanaState, items: readonly Item[]): Reason | null {
  if (items.some(({ kind }) => kind === 'token-amount')) {
    return { what: 'a transfer of tokens, approved SOL', field: 'currency' };
  }
  if (items.length > MOST_ITEMS) return { what: `the app would show ${items.length} things` };
  const done = new Set<Item['kind']>();
  for (const item of items) {
    const problem = solItemProblem(state, item);
    if (problem !== null) return problem;
    done.add(item.kind);
  }
  if (done.has('recipient')) return null;
  return { what: 'the transaction has no recipient' };
}

function solItemProblem(state: SolanaState, item: Item): Reason | null {
  switch (item.kind) {
    case 'transfer': {
      const [actual, approved] = [amountText(item.lamports, SOL), approvedText(state)];
      return actual !== null && actual === approved
        ? null
        : differs('amount', actual ?? 'too large', approved ?? 'too large');
    }
    case 'max-fees':
      return feeProblem(state, item.lamports);
    case 'recipient':
      return recipientProblem(state, base58.encode(item.key));
    default:
      return extraProblem(item);
  }
}

function tokenProblem(state: SolanaState, items: readonly Item[]): Reason | null {
  const { told } = state;
  const payment = items.find((item) => item.kind === 'token-amount')?.transfer;
  if (payment === undefined) {
    return { what: `no transfer of tokens, approved ${state.asset.ticker}`, field: 'currency' };
  }
  if (payment.isToken2022 && payment.fee === undefined) {
    return { what: 'a transfer of Token-2022 must say the fee of the token' };
  }
  if (payment.hasHook) return { what: 'the transfer calls another program' };
  for (const item of items) {
    const problem = tokenItemProblem(state, told!, item);
    if (problem !== null) return problem;
  }
  return null;
}

function tokenItemProblem(state: SolanaState, told: TokenOwner, item: Item): Reason | null {
  const isTold = (part: string, actual: string, expected: string) =>
    actual === expected
      ? null
      : { ...differs(part, actual, expected), what: `${part} ${actual}, told ${expected}` };
  switch (item.kind) {
    case 'token-amount': {
      const { amount, decimals, mint } = item.transfer;
      const ticker = solanaTicker(base58.encode(mint));
      const [actual, approved] = [amountText(amount, { ticker, decimals }), approvedText(state)];
      return actual !== null && actual === approved
        ? null
        : differs('amount', actual ?? 'too large', approved ?? 'too large');
    }
    case 'max-fees':
      return feeProblem(state, item.lamports);
    case 'token-account':
      return isTold('token account', base58.encode(item.address), told.account.text);
    case 'mint':
      return isTold('mint', base58.encode(item.key), told.mint.text);
    case 'token-owner':
      return recipientProblem(state, told.owner.text);
    case 'key':
      return null;
    default:
      return extraProblem(item);
  }
}

const extraProblem = (item: Item): Reason => ({
  what: `the transaction has ${'what' in item ? item.what : `a ${item.kind}`}`,
});

const amountText = (value: bigint, asset: Asset) => solanaAmount(value, asset, TEXT_BUFFER);

const approvedText = ({ amount, asset }: SolanaState) => solanaAmount(amount, asset);

function recipientProblem({ destination }: SolanaState, actual: string): Reason | null {
  return actual === destination ? null : differs('destination', actual, destination);
}

function feeProblem({ fees }: SolanaState, lamports: bigint): Reason | null {
  const [actual, approved] = [solanaAmount(lamports, SOL)!, solanaAmount(fees, SOL)!];
  return isNotMore(actual, approved) ? null : differs('fees', actual, approved);
}

/**
 * The app's comparison of fees, by the digits of the texts from the left: equal, or at the first
 * difference the smaller character. So 10 SOL are not more than 9 SOL, and 0.00001 SOL are more
 * than 0.000015 SOL, since the text ends there.
 */
export function isNotMore(actual: string, approved: string): boolean {
  if (actual === approved) return true;
  for (let at = 0; /[.0-9]/.test(actual[at] ?? '') && /[.0-9]/.test(approved[at] ?? ''); at++) {
    if (actual[at] !== approved[at]) return actual[at]! < approved[at]!;
  }
  return false;
}
