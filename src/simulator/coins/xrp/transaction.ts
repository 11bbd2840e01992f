/**
 * Transactions as the XRP app reads them: the ledger's binary format, field after field, of which
 * some are not shown. Source: app-xrp src/xrp/xrp_parse.c, fields.c, flags.c, field_sort.c.
 */
import { bytesOf, toBigInt } from '../../../bytes.js';
import { ByteReader, Unreadable } from '../byte-reader.js';

/** Types of fields by their numbers. */
export const TYPE = {
  uint16: 1,
  uint32: 2,
  hash128: 4,
  hash256: 5,
  amount: 6,
  blob: 7,
  account: 8,
  object: 14,
  array: 15,
  uint8: 16,
  pathSet: 18,
  currency: 0xf0,
} as const;

/** The fields of a payment: those a host writes, and those the app compares. */
export const FIELD = {
  transactionType: { type: TYPE.uint16, id: 2 },
  networkId: { type: TYPE.uint32, id: 1 },
  flags: { type: TYPE.uint32, id: 2 },
  sequence: { type: TYPE.uint32, id: 4 },
  destinationTag: { type: TYPE.uint32, id: 14 },
  amount: { type: TYPE.amount, id: 1 },
  fee: { type: TYPE.amount, id: 8 },
  signingPublicKey: { type: TYPE.blob, id: 3 },
  signature: { type: TYPE.blob, id: 4 },
  account: { type: TYPE.account, id: 1 },
  destination: { type: TYPE.account, id: 3 },
} as const;

/** Transaction type of a payment. */
export const PAYMENT = 0;
/** Set in an amount of XRP that is not negative. */
export const POSITIVE = 0x4000000000000000n;
/** Flag every transaction that has flags must have. */
export const FULLY_CANONICAL = 0x80000000n;
/** What is hashed begins with it. */
export const PREFIX = {
  single: bytesOf('STX\0'),
  multi: bytesOf('SMT\0'),
  signed: bytesOf('TXN\0'),
} as const;

export interface Field {
  readonly type: number;
  readonly id: number;
  readonly value: Uint8Array;
}

export interface XrpTransaction {
  /** What the app would show, in its order. */
  readonly fields: readonly Field[];
  /** One of several signers signs: the account goes behind what is hashed. */
  readonly isMultiSigned: boolean;
}

/** The app's number of what is wrong, on which it builds the status. */
export class XrpError extends Error {
  readonly code: number;

  constructor(code: number, what: string) {
    super(what);
    this.code = code;
  }
}

/** Numbers of the device SDK (include/errors.h). */
export const ERROR = {
  invalidState: 4,
  notEnoughSpace: 6,
  overflow: 7,
  notSupported: 0x0b,
  notCanonical: 0x6800,
} as const;

/** Numbers that are flags, and numbers that are never shown. */
const FLAG_IDS: readonly number[] = [FIELD.flags.id, 33, 34];
const HIDDEN_NUMBERS: readonly number[] = [FIELD.sequence.id, 27];
const END = 1;
const MAX_FIELDS = 60;
const MAX_ARRAY = 8;
const MAX_PATHS = 6;
const MAX_STEPS = 8;
const ACCOUNT_SIZE = 20;
const FIXED_SIZES: Readonly<Record<number, number>> = {
  [TYPE.uint8]: 1,
  [TYPE.uint16]: 2,
  [TYPE.uint32]: 4,
  [TYPE.hash128]: 16,
  [TYPE.hash256]: 32,
};

/** @throws XrpError where the app gives up. */
export function readXrpTransaction(raw: Uint8Array): XrpTransaction {
  try {
    return new Parser(raw).all();
  } catch (error) {
    if (error instanceof Unreadable) throw new XrpError(ERROR.overflow, 'the transaction is cut');
    throw error;
  }
}

class Parser {
  private readonly reader: ByteReader;
  private readonly shown: Field[] = [];
  private isMultiSigned = false;
  private arrayItems = 0;
  /** The own account is shown first, those in arrays where they stand. */
  private inArray = false;
  private own: Field | undefined;

  constructor(raw: Uint8Array) {
    this.reader = new ByteReader(raw);
  }

  all(): XrpTransaction {
    while (this.reader.left > 0) this.field();
    return { fields: sorted(this.shown, this.own), isMultiSigned: this.isMultiSigned };
  }

  private field(): void {
    const { type, id } = this.header();
    if (type === TYPE.array) {
      this.inArray = id !== END;
      this.arrayItems = 0;
    } else if (type === TYPE.object) {
      if (id !== END) this.arrayItems++;
      if (this.arrayItems > MAX_ARRAY) {
        throw new XrpError(ERROR.notSupported, 'an array has too many items');
      }
    } else if (type === TYPE.pathSet) this.paths();
    else this.value(type, id);
  }

  private header(): { type: number; id: number } {
    const first = this.reader.byte();
    const type = first >> 4 === 0 ? this.reader.byte() : first >> 4;
    const id = (first & 0x0f) === 0 ? this.reader.byte() : first & 0x0f;
    return { type, id };
  }

  private value(type: number, id: number): void {
    const value = this.bytesOf(type);
    const field = { type, id, value };
    if (type === TYPE.account && value.length !== ACCOUNT_SIZE) {
      throw new XrpError(ERROR.invalidState, `an account has 20 bytes, not ${value.length}`);
    }
    if (
      type === TYPE.uint32 &&
      id === FIELD.flags.id &&
      (toBigInt(value) & FULLY_CANONICAL) === 0n
    ) {
      throw new XrpError(ERROR.notCanonical, 'the flag for fully canonical signatures is missing');
    }
    if (type === TYPE.blob && id === FIELD.signingPublicKey.id && value.length === 0) {
      this.isMultiSigned = true;
    }
    if (isHidden(field)) return;
    this.show(field);
    if (type === TYPE.account && id === FIELD.account.id && !this.inArray) this.own ??= field;
    if (type !== TYPE.amount || value.length === XRP_SIZE) return;
    if (value[8] !== 0) this.show({ type: TYPE.currency, id: 1, value: value.subarray(8, 28) });
    this.show({ type: TYPE.account, id: ISSUER, value: value.subarray(28) });
  }

  private bytesOf(type: number): Uint8Array {
    const size = FIXED_SIZES[type];
    if (size !== undefined) return this.reader.take(size);
    if (type === TYPE.amount) return this.amount();
    if (type === TYPE.blob || type === TYPE.account) return this.reader.take(this.length());
    throw new XrpError(ERROR.notSupported, `the app knows no fields of type ${type}`);
  }

  private amount(): Uint8Array {
    const first = this.reader.byte();
    const size = first >> 7 === 0 ? XRP_SIZE : ISSUED_SIZE;
    const rest = this.reader.take(size - 1);
    return Uint8Array.from([first, ...rest]);
  }

  private length(): number {
    const first = this.reader.byte();
    if (first <= 192) return first;
    if (first > 240) throw new XrpError(ERROR.invalidState, 'a field is too long');
    return 193 + (first - 193) * 256 + this.reader.byte();
  }

  /** Of a path only accounts, currencies and issuers are shown. */
  private paths(): void {
    let [path, step] = [1, 1];
    while (this.reader.left > 0) {
      const kind = this.reader.byte();
      if (kind === 0x00) return;
      if (kind === 0xff) {
        [path, step] = [path + 1, 1];
        if (path > MAX_PATHS) throw new XrpError(ERROR.invalidState, 'too many paths');
        continue;
      }
      if (step > MAX_STEPS) throw new XrpError(ERROR.invalidState, 'too many steps in a path');
      this.step(kind);
      step++;
    }
  }

  private step(kind: number): void {
    const value = this.reader.take(ACCOUNT_SIZE);
    if (kind === 0x01) this.show({ type: TYPE.account, id: FIELD.account.id, value });
    if (kind === 0x20) this.show({ type: TYPE.account, id: ISSUER, value });
    if (kind === 0x10 || kind === 0x30) this.show({ type: TYPE.currency, id: 1, value });
    if (kind === 0x30) this.step(0x20);
  }

  private show(field: Field): void {
    if (this.shown.push(field) > MAX_FIELDS) {
      throw new XrpError(
        ERROR.notEnoughSpace,
        `the transaction has more than ${MAX_FIELDS} fields`,
      );
    }
  }
}

const ISSUER = 4;
const XRP_SIZE = 8;
const ISSUED_SIZE = 48;

function isHidden({ type, id, value }: Field): boolean {
  if (type === TYPE.blob) return id === FIELD.signingPublicKey.id;
  if (type !== TYPE.uint32) return false;
  const number = toBigInt(value);
  const isNoFlag = number === 0n || number === FULLY_CANONICAL;
  return HIDDEN_NUMBERS.includes(id) || (FLAG_IDS.includes(id) && isNoFlag);
}

/** Transaction type first, then the account, then the rest as it came. */
function sorted(fields: readonly Field[], own: Field | undefined): Field[] {
  const rank = (field: Field) => {
    if (field.type === TYPE.uint16 && field.id === FIELD.transactionType.id) return 0;
    return field === own ? 1 : 2;
  };
  return [...fields].sort((a, b) => rank(a) - rank(b));
}
