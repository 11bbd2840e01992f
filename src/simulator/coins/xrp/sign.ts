/**
 * Signing of the XRP app (2.4.1) for Exchange. Source: app-xrp src/apdu/*, src/transaction/
 * transaction.c, src/swap/handle_swap_sign_transaction.c, as recorded.
 *
 * Path and transaction come in one command or several (E0 04, P1 80 and 81 go on, 01 is the last).
 * What cannot be read leaves the app waiting; once it is read, the next answer is the last. What is
 * compared are the fields the app would show; there must be exactly these six, in this order:
 *
 * | field | held against | status |
 * |---|---|---|
 * | transaction type | payment | 6985 |
 * | account | nothing | |
 * | destination tag | the approved tag, as text; without one nothing is signed | 6985 |
 * | amount, in XRP | amount | 6985 |
 * | fee | fees | 6985 |
 * | destination | destination, as far as an address goes | 6985 |
 */
import { sha512 } from '@noble/hashes/sha2.js';
import { bytesOf, concat, EMPTY, fromBigInt, fromHex, toBigInt } from '../../../bytes.js';
import type { Reason } from '../../../device.js';
import { derFromRs } from '../../../payload/signature.js';
import { shownText } from '../../../shown.js';
import { amount64 } from '../decimal.js';
import { hash160 } from '../hashes.js';
import { parsePath } from '../path.js';
import { withLength } from '../probe.js';
import { differs, type Signer, type SigningContext, type SigningStep } from '../signing.js';
import { extraIdSeen, notSimulated, notStarted, returns, stays } from '../standard-app.js';
import { accountText, xrp } from './app.js';
import {
  FIELD,
  type Field,
  PAYMENT,
  POSITIVE,
  PREFIX,
  readXrpTransaction,
  XrpError,
  type XrpTransaction,
} from './transaction.js';

interface XrpState {
  readonly amount: bigint;
  readonly fees: bigint;
  readonly destination: string;
  readonly tag: string;
  /** Another instruction than before makes the app forget what it had. */
  readonly lastInstruction: number;
  readonly open: { readonly path: readonly number[]; readonly raw: Uint8Array } | null;
}

const SW = {
  success: 0x9000,
  tooLong: 0x6700,
  refused: 0x6985,
  wrongOrder: 0x6a80,
  badPath: 0x6a81,
  wrongP1P2: 0x6b00,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
  /** With the app's own number of an error in its lower bits. */
  internal: 0x6800,
} as const;

const CLA = 0xe0;
const INS = { publicKey: 0x02, sign: 0x04, configuration: 0x06 } as const;
const P1 = { goesOn: 0x01, more: 0x80 } as const;
const P2 = { secp256k1: 0x40, ed25519: 0x80 } as const;
const HEADER = 5;
const MAX_TRANSACTION = 10000;
/** The app keeps so much of destination and tag. */
const ADDRESS_SIZE = 40;
const TAG_SIZE = 10;

type Step = SigningStep<XrpState>;

export const xrpSigner: Signer<XrpState> = {
  start(approval) {
    const tag = extraIdSeen(approval);
    if (tag.length > TAG_SIZE) {
      return notStarted(`a tag has ${TAG_SIZE} digits at most, approved ${shownText(tag)}`);
    }
    const amount = amount64(approval.amount);
    const fees = amount64(approval.fees);
    if (amount === null || fees === null) {
      return notStarted('the amount or the fees have more than 8 bytes');
    }
    const destination = approval.destination.slice(0, ADDRESS_SIZE);
    return { state: { amount, fees, destination, tag, lastInstruction: 0, open: null } };
  },

  // How much came is not looked at: the length byte says how much is read, into older bytes too.
  receive(old, apdu, { wallet, received }) {
    const buffer = concat(apdu, received.subarray(apdu.length));
    const [cla, ins = 0, p1 = 0, p2 = 0, size = 0] = buffer;
    if (cla !== CLA) return stays(reset(old), SW.unknownClass, { what: 'not the XRP app’s class' });
    const kept = ins === old.lastInstruction ? old.open : null;
    const state = { ...old, lastInstruction: ins, open: kept };
    const data = buffer.subarray(HEADER);
    switch (ins) {
      case INS.publicKey:
        return publicKey(state, p1, p2, data, wallet);
      case INS.sign:
        return part(state, p1, p2, data, size, wallet);
      case INS.configuration:
        return stays(state, SW.success, undefined, fromHex('00020401'));
      default:
        return stays(reset(state), SW.unknownInstruction, {
          what: 'the XRP app has no such instruction',
        });
    }
  },
};

const reset = (state: XrpState): XrpState => ({ ...state, open: null });

/** Exactly one of the two curves. */
const namesCurve = (p2: number) => ((p2 & P2.secp256k1) === 0) !== ((p2 & P2.ed25519) === 0);

function publicKey(
  old: XrpState,
  p1: number,
  p2: number,
  data: Uint8Array,
  wallet: SigningContext['wallet'],
): Step {
  const state = reset(old);
  if (p1 > 1 || (p2 & 0x3f) > 1 || !namesCurve(p2)) return wrongP1P2(state);
  const path = parsePath(data);
  if (path === null) return stays(state, SW.wrongOrder, { what: 'the path cannot be read' });
  if ((p2 & P2.ed25519) !== 0) return notSimulated(state, 'ed25519 keys of the XRP app');
  if (p1 === 1) return notSimulated(state, 'the address on the screen of the XRP app');
  const key = wallet.secp256k1(path);
  const address = bytesOf(accountText(hash160(key.publicKey)));
  const both = concat(withLength(key.publicKey), withLength(address));
  const answer = (p2 & 0x3f) === 1 ? concat(both, key.chainCode) : both;
  return stays(state, SW.success, undefined, answer);
}

const wrongP1P2 = (state: XrpState): Step =>
  stays(state, SW.wrongP1P2, { what: 'P1 and P2 do not go with this instruction' });

function part(
  state: XrpState,
  p1: number,
  p2: number,
  data: Uint8Array,
  size: number,
  wallet: SigningContext['wallet'],
): Step {
  const isFirst = (p1 & P1.goesOn) === 0;
  if (isFirst !== (state.open === null)) {
    const what = isFirst ? 'the transaction before did not end' : 'no first part came before';
    return stays(reset(state), SW.wrongOrder, { what });
  }
  let open = state.open;
  let content = data.subarray(0, size);
  if (open === null) {
    const path = parsePath(data);
    if (path === null) return stays(state, SW.badPath, { what: 'the path cannot be read' });
    if (!namesCurve(p2)) return wrongP1P2(state);
    if ((p2 & P2.ed25519) !== 0) return notSimulated(state, 'ed25519 keys of the XRP app');
    const start = 1 + 4 * path.length;
    // The count of bytes left is a byte: a length byte too small for the path makes it large.
    content = data.subarray(start, start + ((size - start) & 0xff));
    open = { path, raw: EMPTY };
  }
  const raw = concat(open.raw, content);
  if (PREFIX.single.length + raw.length > MAX_TRANSACTION) {
    const what = `the transaction has more than ${MAX_TRANSACTION} bytes`;
    return stays(reset(state), SW.tooLong, { what });
  }
  if ((p1 & P1.more) !== 0) return stays({ ...state, open: { ...open, raw } }, SW.success);
  return sign(reset(state), open.path, raw, wallet);
}

function sign(
  state: XrpState,
  path: readonly number[],
  raw: Uint8Array,
  wallet: SigningContext['wallet'],
): Step {
  let transaction: XrpTransaction;
  try {
    transaction = readXrpTransaction(raw);
  } catch (error) {
    if (!(error instanceof XrpError)) throw error;
    const status = SW.internal | (error.code & 0x7ff);
    return stays(state, status, { what: `the transaction cannot be read: ${error.message}` });
  }
  const reason = compare(state, transaction.fields);
  if (reason !== null) return returns(state, SW.refused, reason);
  const signed = transaction.isMultiSigned
    ? concat(PREFIX.multi, raw, hash160(wallet.secp256k1(path).publicKey))
    : concat(PREFIX.single, raw);
  const { rs } = wallet.signEcdsa(path, sha512(signed).subarray(0, 32));
  return returns(state, SW.success, undefined, derFromRs(rs));
}

/** Which fields must be there, and what is wrong with one that is, or null. */
interface Expected {
  readonly name: string;
  readonly type: number;
  readonly id: number;
  problem(value: Uint8Array, state: XrpState): Reason | null;
}

const EXPECTED: readonly Expected[] = [
  {
    name: 'transaction type',
    ...FIELD.transactionType,
    problem: (value) =>
      toBigInt(value) === BigInt(PAYMENT)
        ? null
        : { what: `transaction type ${toBigInt(value)} is no payment` },
  },
  { name: 'account', ...FIELD.account, problem: () => null },
  {
    name: 'destination tag',
    ...FIELD.destinationTag,
    problem(value, { tag }) {
      const actual = toBigInt(value).toString();
      return actual === tag ? null : differs('tag', actual, tag || 'none');
    },
  },
  {
    name: 'amount',
    ...FIELD.amount,
    problem: (value, { amount }) => amountProblem('amount', value, amount),
  },
  {
    name: 'fee',
    ...FIELD.fee,
    problem: (value, { fees }) => amountProblem('fees', value, fees),
  },
  {
    name: 'destination',
    ...FIELD.destination,
    problem(value, { destination }) {
      const actual = accountText(value);
      return destination.startsWith(actual) ? null : differs('destination', actual, destination);
    },
  },
];

function compare(state: XrpState, fields: readonly Field[]): Reason | null {
  for (const [at, { name, type, id }] of EXPECTED.entries()) {
    const field = fields[at];
    if (field === undefined || field.type !== type || field.id !== id) {
      return fields.length < EXPECTED.length
        ? { what: `the transaction has no ${name}`, field: name }
        : { what: `a field stands where the ${name} is expected`, field: name };
    }
  }
  if (fields.length > EXPECTED.length) {
    return { what: `the transaction shows ${fields.length} fields, a payment in a swap has 6` };
  }
  for (const [at, { problem }] of EXPECTED.entries()) {
    const reason = problem(fields[at]!.value, state);
    if (reason !== null) return reason;
  }
  return null;
}

function amountProblem(part: string, value: Uint8Array, approved: bigint): Reason | null {
  if (value.length !== 8) return { what: `the ${part} is not in XRP`, field: part };
  if ((approved & POSITIVE) !== 0n) return { what: `the approved ${part} is beyond what XRP has` };
  const drops = toBigInt(value);
  if (drops === (approved | POSITIVE)) return null;
  const text = (amount: bigint) => xrp(fromBigInt(amount, 8)) ?? 'too large';
  return differs(part, text(drops & ~POSITIVE), text(approved));
}
