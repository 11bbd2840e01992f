/**
 * Signing of the Hedera app (1.9.0) for Exchange. No recording: from the sources only (app-hedera
 * src/main.c, src/sign_transaction.c, src/swap/handle_swap_sign_transaction.c).
 *
 * Key index, little-endian, and the whole transaction come in one command (E0 04). What cannot be
 * read, or is a transfer the app never signs, leaves it waiting; else the next answer is the last.
 *
 * | in this order | status |
 * |---|---|
 * | anything but a transfer of HBAR that somebody receives | 6980 |
 * | amount | 6980 |
 * | fees: the most the sender pays | 6980 |
 * | destination: the receiver's account | 6980 |
 *
 * The memo of the transaction is held against nothing: the approved one is only looked at, and not
 * compared. A transaction that is no transfer is refused here whatever it says; a device answers 6E00
 * to some of them and waits.
 */
import { concat, EMPTY } from '../../../bytes.js';
import type { Reason } from '../../../device.js';
import { amount64 } from '../decimal.js';
import { differs, type Signer, type SigningContext, type SigningStep } from '../signing.js';
import { notSimulated, notStarted, returns, stays } from '../standard-app.js';
import { hbar, hederaPath } from './app.js';
import { type HederaTransaction, readHederaTransaction } from './transaction.js';

interface HederaState {
  readonly amount: bigint;
  readonly fees: bigint;
  readonly destination: string;
}

const SW = {
  success: 0x9000,
  refused: 0x6980,
  noIndex: 0x6980,
  unknownInstruction: 0x6d00,
  /** Also of a class the app does not know. */
  unreadable: 0x6e00,
} as const;

const CLA = 0xe0;
const INS = { configuration: 0x01, publicKey: 0x02, sign: 0x04 } as const;
const HEADER = 5;
const INDEX_SIZE = 4;
const VERSION = Uint8Array.of(0, 1, 9, 0);
/** Characters of a destination the app keeps, and of an account it prints. */
const KEPT = 59;
const PRINTED = 58;

type Step = SigningStep<HederaState>;

export const hederaSigner: Signer<HederaState> = {
  start({ amount, fees, destination, configuration }) {
    if (configuration.length !== 0) {
      return notStarted('the Hedera app takes no sub-configuration');
    }
    const [tinybars, most] = [amount64(amount), amount64(fees)];
    if (tinybars === null || most === null) {
      return notStarted('the amount or the fees have more than 8 bytes');
    }
    return { state: { amount: tinybars, fees: most, destination: destination.slice(0, KEPT) } };
  },

  // How much came is not looked at: the length byte says how much is read, into older bytes too.
  receive(state, apdu, { wallet, received }) {
    const buffer = concat(apdu, received.subarray(apdu.length));
    const [cla, ins, p1, , size = 0] = buffer;
    if (cla !== CLA) return stays(state, SW.unreadable, { what: 'not the Hedera app’s class' });
    const data = buffer.subarray(HEADER, HEADER + size);
    switch (ins) {
      case INS.configuration:
        return stays(state, SW.success, undefined, VERSION);
      case INS.publicKey:
        return publicKey(state, p1 === 0, data, wallet);
      case INS.sign:
        return sign(state, data, wallet);
      default:
        return stays(state, SW.unknownInstruction, {
          what: 'the Hedera app has no such instruction',
        });
    }
  },
};

const indexOf = (data: Uint8Array): number =>
  new DataView(data.buffer, data.byteOffset, data.length).getUint32(0, true);

function publicKey(
  state: HederaState,
  shown: boolean,
  data: Uint8Array,
  wallet: SigningContext['wallet'],
): Step {
  if (data.length < INDEX_SIZE) {
    return stays(state, SW.noIndex, { what: 'the index of the key is missing' });
  }
  if (shown) return notSimulated(state, 'the public key on the screen of the Hedera app');
  const key = wallet.ed25519Slip10(hederaPath(indexOf(data))) ?? EMPTY;
  return stays(state, SW.success, undefined, key);
}

function sign(state: HederaState, data: Uint8Array, wallet: SigningContext['wallet']): Step {
  if (data.length <= INDEX_SIZE) {
    return stays(state, SW.unreadable, { what: 'there is no transaction behind the index' });
  }
  const raw = data.subarray(INDEX_SIZE);
  const transaction = readHederaTransaction(raw);
  if (typeof transaction === 'string') {
    return stays(state, SW.unreadable, { what: `the transaction is not taken: ${transaction}` });
  }
  const reason = compare(state, transaction);
  if (reason !== null) return returns(state, SW.refused, reason);
  const signature = wallet.signEd25519Slip10(hederaPath(indexOf(data)), raw) ?? EMPTY;
  return returns(state, SW.success, undefined, signature);
}

function compare(state: HederaState, { transfer, fee }: HederaTransaction): Reason | null {
  if (typeof transfer === 'string') return { what: `not a transfer of HBAR: ${transfer}` };
  if (transfer.amount === undefined) return { what: 'nobody receives anything', field: 'amount' };
  if (transfer.amount !== state.amount) {
    return differs('amount', hbar(transfer.amount), hbar(state.amount));
  }
  if (fee !== state.fees) return differs('fees', hbar(fee), hbar(state.fees));
  if (transfer.to.slice(0, PRINTED) !== state.destination) {
    return differs('destination', transfer.to, state.destination);
  }
  return null;
}
