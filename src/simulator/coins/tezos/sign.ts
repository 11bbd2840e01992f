/**
 * Signing of the Tezos Wallet app (3.2.0) for Exchange. Source: app-tezos app/src/apdu/
 * dispatcher.c, app/src/handler/sign.c, app/src/handle_swap.c, as recorded.
 *
 * The path comes first (80 04 00 and the kind of key in P2), then the operations in parts (P1 01)
 * and the last one (81). What cannot be read leaves the app waiting for a new path; once it is read,
 * the next answer is the last.
 *
 * | in this order | status |
 * |---|---|
 * | more than one reveal, any number of further operations but one, one that is no transaction | 6985 |
 * | amount | 6985 |
 * | fees, those of a reveal included | 6985 |
 * | destination; parameters of a call are not looked at | 6985 |
 */
import { blake2b } from '@noble/hashes/blake2.js';
import { concat, EMPTY } from '../../../bytes.js';
import { derFromRs } from '../../../payload/signature.js';
import { Unreadable } from '../byte-reader.js';
import { amount64 } from '../decimal.js';
import { parsePath } from '../path.js';
import { withLength } from '../probe.js';
import { differs, type Signer, type SigningContext, type SigningStep } from '../signing.js';
import { notSimulated, notStarted, parseCommand, returns, stays } from '../standard-app.js';
import { tez } from './app.js';
import { readOperations, type TezosOperations, TRANSACTION, Unfinished } from './operations.js';

interface TezosState {
  readonly amount: bigint;
  readonly fees: bigint;
  readonly destination: string;
  /** Null where the app waits for a path. */
  readonly open: OpenSigning | null;
}

interface OpenSigning {
  readonly path: readonly number[];
  readonly keyKind: number;
  /** The hash goes in front of the signature. */
  readonly withHash: boolean;
  readonly bytes: Uint8Array;
  /** A part that was called the last one did not end the operations: the app goes on reading. */
  readonly hasEnded: boolean;
}

const SW = {
  success: 0x9000,
  unexpectedState: 0x9001,
  unexpectedSignState: 0x9002,
  cryptoError: 0x9003,
  unreadable: 0x9405,
  wrongLength: 0x917e,
  refused: 0x6985,
  wrongParameter: 0x6b00,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
} as const;

const CLA = 0x80;
const INS = {
  version: 0x00,
  publicKey: 0x02,
  shownPublicKey: 0x03,
  sign: 0x04,
  git: 0x09,
  signWithHash: 0x0f,
} as const;
const LAST = 0x80;
/** Kinds of keys by P2. */
const KEY = { ed25519: 0, secp256k1: 1, secp256r1: 2, bip32Ed25519: 3 } as const;
/** In front of an ed25519 key. */
const COMPRESSED_EDWARDS = Uint8Array.of(0x02);
const DESTINATION_SIZE = 62;
/** The app counts them on 16 bits. */
const MAX_OPERATIONS = 0xffff;

type Step = SigningStep<TezosState>;

export const tezosSigner: Signer<TezosState> = {
  start(approval) {
    const amount = amount64(approval.amount);
    const fees = amount64(approval.fees);
    if (amount === null || fees === null) {
      return notStarted('the amount or the fees have more than 8 bytes');
    }
    const destination = approval.destination.slice(0, DESTINATION_SIZE);
    return { state: { amount, fees, destination, open: null } };
  },

  receive(state, apdu, { wallet }) {
    const command = parseCommand(apdu);
    if (command === null) {
      return stays(state, SW.wrongLength, { what: 'the length byte does not match the data' });
    }
    const { cla, ins, p1, p2, data } = command;
    if (cla !== CLA) return stays(state, SW.unknownClass, { what: 'not the Tezos app’s class' });
    switch (ins) {
      case INS.version:
      case INS.git:
        return stays(state, SW.unexpectedState, { what: 'not while the Tezos app signs' });
      case INS.publicKey:
      case INS.shownPublicKey:
        if (p1 !== 0) return stays(state, SW.wrongParameter, { what: 'P1 must be 00' });
        return publicKey(state, p2, data, ins === INS.shownPublicKey, wallet);
      case INS.sign:
      case INS.signWithHash: {
        const withHash = ins === INS.signWithHash;
        if ((p1 & ~LAST) === 0) return begin(state, p2, data, withHash);
        return goOn(state, data, (p1 & LAST) !== 0, withHash, wallet);
      }
      default:
        return stays(state, SW.unknownInstruction, {
          what: 'the Tezos app has no such instruction',
        });
    }
  },
};

/** The path, or the answer that refuses it. */
function readPath(state: TezosState, keyKind: number, data: Uint8Array): readonly number[] | Step {
  if (keyKind > KEY.bip32Ed25519) {
    return stays(state, SW.wrongParameter, { what: 'P2 names no kind of key' });
  }
  const path = parsePath(data);
  if (path !== null) return path;
  return stays(state, SW.wrongLength, { what: 'the derivation path cannot be read' });
}

function publicKey(
  state: TezosState,
  keyKind: number,
  data: Uint8Array,
  shown: boolean,
  wallet: SigningContext['wallet'],
): Step {
  const path = readPath(state, keyKind, data);
  if ('state' in path) return path;
  if (shown) return notSimulated(state, 'the address on the screen of the Tezos app');
  // The memory of an open signing is cleared with the answer.
  const next = { ...state, open: null };
  if (keyKind === KEY.secp256k1) {
    const key = withLength(wallet.secp256k1(path).uncompressed);
    return stays(next, SW.success, undefined, key);
  }
  if (keyKind !== KEY.ed25519) return notSimulated(state, 'Tezos keys of this kind');
  const key = wallet.ed25519Slip10(path);
  if (key === null) {
    return stays(state, SW.cryptoError, { what: 'the path has an element that is not hardened' });
  }
  return stays(next, SW.success, undefined, withLength(concat(COMPRESSED_EDWARDS, key)));
}

function begin(state: TezosState, keyKind: number, data: Uint8Array, withHash: boolean): Step {
  const path = readPath(state, keyKind, data);
  if ('state' in path) return path;
  return stays(
    { ...state, open: { path, keyKind, withHash, bytes: EMPTY, hasEnded: false } },
    SW.success,
  );
}

function goOn(
  state: TezosState,
  data: Uint8Array,
  last: boolean,
  withHash: boolean,
  wallet: SigningContext['wallet'],
): Step {
  const { open } = state;
  if (open === null) {
    return stays(state, SW.unexpectedSignState, { what: 'no path came before' });
  }
  if (withHash !== open.withHash) {
    return stays(state, SW.unknownInstruction, { what: 'another instruction than the first part' });
  }
  const bytes = concat(open.bytes, data);
  const closed = { ...state, open: null };
  if (bytes.length > MAX_OPERATIONS) {
    return stays(closed, SW.unreadable, { what: `more than ${MAX_OPERATIONS} bytes` });
  }
  let operations: TezosOperations | undefined;
  try {
    operations = readOperations(bytes);
  } catch (error) {
    if (error instanceof Unreadable) {
      return stays(closed, SW.unreadable, { what: 'the operations cannot be read' });
    }
    if (!(error instanceof Unfinished)) throw error;
  }
  const hasEnded = open.hasEnded || last;
  const next = { ...state, open: { ...open, bytes, hasEnded } };
  if (bytes.length === 0) return stays(next, SW.unreadable, { what: 'there are no operations' });
  if (!hasEnded) return stays(next, SW.success);
  // An empty part brings nothing that could end the operations.
  if (!last || data.length === 0 || operations === undefined) {
    return stays(next, SW.unexpectedSignState, { what: 'the last operation is cut' });
  }
  const reason = compare(state, operations);
  if (reason !== null) return returns(closed, SW.refused, reason);
  if (open.hasEnded)
    return notSimulated(closed, 'the hash of operations that go on behind their end');
  return sign(closed, open, blake2b(bytes, { dkLen: 32 }), wallet);
}

function compare(state: TezosState, { count, reveals, ...last }: TezosOperations) {
  if (reveals > 1) return { what: `${reveals} reveals, at most one is wanted` };
  if (count - reveals !== 1) {
    return { what: `${count - reveals} operations beside the reveal, one is wanted` };
  }
  if (last.lastTag !== TRANSACTION) {
    return { what: `the last operation has tag ${last.lastTag} and is no transaction` };
  }
  if (last.amount !== state.amount) return differs('amount', tez(last.amount), tez(state.amount));
  if (last.fees !== state.fees) return differs('fees', tez(last.fees), tez(state.fees));
  if (last.destination !== state.destination) {
    return differs('destination', last.destination, state.destination);
  }
  return null;
}

function sign(
  state: TezosState,
  { path, keyKind, withHash }: OpenSigning,
  hash: Uint8Array,
  wallet: SigningContext['wallet'],
): Step {
  const signature = signatureOf(keyKind, path, hash, wallet);
  if (signature === null) {
    // The app returns to Exchange with this, too: it has taken up the transaction.
    const what =
      'the path has an element that is not hardened, or keys of this kind are not simulated';
    return returns(state, SW.cryptoError, { what });
  }
  return returns(state, SW.success, undefined, withHash ? concat(hash, signature) : signature);
}

function signatureOf(
  keyKind: number,
  path: readonly number[],
  hash: Uint8Array,
  wallet: SigningContext['wallet'],
): Uint8Array | null {
  if (keyKind === KEY.ed25519) return wallet.signEd25519Slip10(path, hash);
  if (keyKind !== KEY.secp256k1) return null;
  const { rs, recovery } = wallet.signEcdsa(path, hash);
  const der = derFromRs(rs).slice();
  // The parity of the point goes into the first byte.
  der[0]! |= recovery & 1;
  return der;
}
