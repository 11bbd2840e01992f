/**
 * Signing of the Solana app (1.9.0) for Exchange: SOL and SPL tokens. No recording: from the sources
 * only (app-solana src/handle_sign_message.c, src/swap/handle_swap_sign_transaction.c).
 *
 * Path and message come in one command or several (E0 06 01). Before a payment of tokens the host
 * asks for a challenge (20), tells whose the token account is (21), and what the token is called (22). What cannot be read or shown
 * leaves the app waiting; once it can, the next answer is the last, and a refusal is 6F00.
 * What is compared: `checks.ts`.
 */
import { base58 } from '@scure/base';
import { shownText } from '../../../shown.js';
import { CSPRNG } from '../../randomness.js';
import { assetOf } from '../asset.js';
import { readOrNull, Unreadable } from '../byte-reader.js';
import { amount64 } from '../decimal.js';
import type { Signer, SigningContext, SigningStep } from '../signing.js';
import { extraIdSeen, notSimulated, notStarted, returns, stays } from '../standard-app.js';
import { SOL, TICKER_BUFFER } from './app.js';
import { type Approved, paymentProblem } from './checks.js';
import { INS, type SolanaCommand, takeIn } from './command.js';
import { readHeader } from './message.js';
import { type Shown, shownOf } from './payment.js';
import { readTokenDescriptor } from './token-descriptor.js';
import { readTokenOwner } from './token-owner.js';

interface SolanaState extends Approved {
  readonly command?: SolanaCommand;
  readonly challenge?: Uint8Array;
}

const SW = {
  success: 0x9000,
  notSupported: 0x6808,
  invalidMessage: 0x6a80,
  signerMissing: 0x6a81,
  badTokenOwner: 0x6c00,
  badToken: 0x6ca0,
  refused: 0x6f00,
} as const;

/** No blind signing, whole public keys; version. */
const CONFIGURATION = Uint8Array.of(0, 0, 1, 9, 0);
/** Characters of a destination the app keeps. */
const KEPT = 44;

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
      case INS.token:
        return token(state, command.data, context);
      case INS.oldSign:
      case INS.sign:
        return sign(state, command, context);
      default:
        return notSimulated(state, 'messages signed by the Solana app');
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

/** Good or bad, it takes the place of what was told before. */
function token(old: SolanaState, data: Uint8Array, context: SigningContext): Step {
  const { token: _, ...state } = old;
  const told = readTokenDescriptor(data, context);
  if (typeof told === 'string') return stays(state, SW.badToken, { what: told });
  return stays({ ...state, token: told }, SW.success);
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
  const reason = paymentProblem(state, shown.items);
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
