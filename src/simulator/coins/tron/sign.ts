/**
 * Signing of the Tron app (0.7.1) for Exchange. Source: app-tron src/handlers/*, src/swap/
 * handle_swap_sign_transaction.c, src/app_main.c, as recorded.
 *
 * The transaction comes in one command, E0 04 10 00: path, then `Transaction.raw`. One in several
 * commands never gets signed: the first of them is taken for a whole one, and with its 9000 the app
 * returns to Exchange as if it had signed.
 *
 * | held against the approval | status |
 * |---|---|
 * | a memo, a contract that is no transfer, a token the app does not know | 6a8e |
 * | amount, as text: of a token with its own decimals | 6a8e |
 * | ticker | 6a8e |
 * | destination | 6a8e |
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesOf, concat, fromBigInt } from '../../../bytes.js';
import { shownName, shownText } from '../../../shown.js';
import type { Asset } from '../asset.js';
import { assetOf } from '../asset.js';
import { adjustDecimals, atMost19Digits } from '../decimal.js';
import { parsePath } from '../path.js';
import { withLength } from '../probe.js';
import { differs, type Signer, type SigningContext, type SigningStep } from '../signing.js';
import { extraIdSeen, notStarted, parseCommand, returns, stays } from '../standard-app.js';
import { NUMBER_BUFFER, TICKER_BUFFER, TRX, tronAddress } from './app.js';
import { readTronTransaction, type TronTransaction } from './transaction.js';

/** What the app keeps of the approval. */
interface TronState {
  readonly asset: Asset;
  /** Null beyond 19 digits: then comparing it fails with 6700. */
  readonly amount: string | null;
  readonly destination: string;
}

const CLA = 0xe0;
const GET_PUBLIC_KEY = 0x02;
const SIGN = 0x04;
const P1 = { first: 0x00, whole: 0x10, more: 0x80, last: 0x90, tokenName: 0xa0 } as const;
const SW_TRON = {
  wrongLength: 0x6a87,
  unknownClass: 0x6e00,
  incorrectP1P2: 0x6b00,
  incorrectPath: 0x6a8a,
  incorrectData: 0x6a80,
  incorrectLength: 0x6700,
  refused: 0x6a8e,
} as const;
/** The app keeps this much of the approved address. */
const ADDRESS_SIZE = 34;
const MAX_AMOUNT_SIZE = 8;

export const tronSigner: Signer<TronState> = {
  start(approval) {
    const { amount, configuration, destination } = approval;
    const extraId = extraIdSeen(approval);
    if (extraId !== '')
      return notStarted(`the Tron app takes no memo, approved ${shownText(extraId)}`);
    const asset = assetOf({ amount, configuration, isFee: false }, TRX, TICKER_BUFFER);
    if (asset === null) return notStarted('the Tron app cannot read the sub-configuration');
    if (amount.length > MAX_AMOUNT_SIZE) return notStarted('the amount has more than 8 bytes');
    const digits = atMost19Digits(amount);
    return {
      state: {
        asset,
        amount: digits === null ? null : adjustDecimals(digits, asset.decimals, NUMBER_BUFFER),
        destination: destination.slice(0, ADDRESS_SIZE),
      },
    };
  },

  receive(state, apdu, { wallet }) {
    const command = parseCommand(apdu);
    if (command === null) return stays(state, SW_TRON.wrongLength, WRONG_LENGTH);
    const { cla, ins, p1, p2, data } = command;
    if (cla !== CLA)
      return stays(state, SW_TRON.unknownClass, { what: 'not the Tron app’s class' });
    if (ins === GET_PUBLIC_KEY) return publicKey(state, p1, p2, data, wallet);
    if (ins !== SIGN) {
      return stays(state, SW_TRON.refused, { what: 'while it signs, the Tron app refuses this' });
    }
    if (p2 !== 0) return stays(state, SW_TRON.incorrectP1P2, { what: 'P2 must be 00' });
    if ((p1 & 0xf0) === P1.tokenName) {
      return stays(state, SW_TRON.incorrectData, { what: 'a token name without its transaction' });
    }
    if (p1 !== P1.first && p1 !== P1.whole) {
      const what =
        p1 === P1.more || p1 === P1.last
          ? 'the rest of a transaction that did not begin'
          : 'P1 must be 10: a whole transaction';
      return stays(state, SW_TRON.incorrectP1P2, { what });
    }
    const path = parsePath(data);
    if (path === null) {
      return stays(state, SW_TRON.incorrectPath, { what: 'the derivation path cannot be read' });
    }
    return signed(state, p1 === P1.first, path, data.subarray(1 + 4 * path.length), wallet);
  },
};

const WRONG_LENGTH = { what: 'the length byte does not match the data' };

function publicKey(
  state: TronState,
  p1: number,
  p2: number,
  data: Uint8Array,
  wallet: SigningContext['wallet'],
): SigningStep<TronState> {
  if (p1 > 1 || (p2 & 0x3f) > 1) {
    return stays(state, SW_TRON.incorrectP1P2, { what: 'P1 and P2 must be 00 or 01' });
  }
  const path = parsePath(data);
  if (path === null) {
    return stays(state, SW_TRON.incorrectPath, { what: 'the derivation path cannot be read' });
  }
  if (p1 === 1) {
    return stays(state, SW_TRON.refused, { what: 'no address is shown while the app signs' });
  }
  const { uncompressed, chainCode } = wallet.secp256k1(path);
  const address = withLength(bytesOf(tronAddress(wallet, path)!));
  const key = concat(withLength(uncompressed), address);
  return stays(state, SUCCESS, undefined, (p2 & 0x3f) === 1 ? concat(key, chainCode) : key);
}

const SUCCESS = 0x9000;

/** The app has taken up a transaction: whatever it answers, it returns to Exchange with it. */
function signed(
  state: TronState,
  goesOn: boolean,
  path: readonly number[],
  raw: Uint8Array,
  wallet: SigningContext['wallet'],
): SigningStep<TronState> {
  const transaction = raw.length === 0 ? NOTHING : readTronTransaction(raw);
  if (transaction === null) {
    return returns(state, SW_TRON.incorrectData, { what: 'the transaction cannot be read' });
  }
  if (transaction.kind === 'data') {
    return returns(state, SW_TRON.refused, {
      what: 'the transaction has data of its own (a memo)',
    });
  }
  if (goesOn && raw.length > 0) return returns(state, SUCCESS);
  const refusal = compare(state, transaction);
  if (refusal !== null) return returns(state, refusal.status, refusal.reason);
  const { rs, recovery } = wallet.signEcdsa(path, sha256(raw));
  return returns(state, SUCCESS, undefined, concat(rs, Uint8Array.of(recovery & 1)));
}

const NOTHING: TronTransaction = { kind: 'nothing' };

function compare(state: TronState, transaction: TronTransaction) {
  const refused = (reason: ReturnType<typeof differs> | { what: string }) => ({
    status: SW_TRON.refused as number,
    reason,
  });
  const tooLong = {
    status: SW_TRON.incorrectLength as number,
    reason: { what: 'the amount has more digits than the app can write' },
  };
  if (transaction.kind !== 'transfer' && transaction.kind !== 'trc20-transfer') {
    const what = transaction.kind === 'other' ? transaction.what : 'no contract';
    return refused({ what: `not a transfer: ${what}` });
  }
  const { asset } = state;
  const { ticker } = transaction.kind === 'transfer' ? TRX : transaction.token;
  const amount = printed(transaction);
  if (amount === null || state.amount === null) return tooLong;
  if (amount !== state.amount) {
    return refused(
      differs('amount', `${amount} ${ticker}`, `${state.amount} ${shownName(asset.ticker)}`),
    );
  }
  if (ticker !== asset.ticker) return refused(differs('currency', ticker, asset.ticker));
  if (transaction.destination !== state.destination) {
    return refused(differs('destination', transaction.destination, state.destination));
  }
  return null;
}

/** The amount as the app writes it: TRX with 64 bits, a token's with 256 and zero as `0`. */
function printed(transaction: TronTransaction & { amount: bigint }): string | null {
  if (transaction.kind === 'transfer') {
    const digits = atMost19Digits(fromBigInt(transaction.amount, MAX_AMOUNT_SIZE));
    return digits === null ? null : adjustDecimals(digits, TRX.decimals, NUMBER_BUFFER);
  }
  const { decimals } = (transaction as { token: Asset } & TronTransaction).token;
  return adjustDecimals(transaction.amount.toString(), decimals, TOKEN_AMOUNT_BUFFER);
}

const TOKEN_AMOUNT_BUFFER = 100;
