/**
 * Transactions as the Aptos app reads them: BCS behind the hash of a type name. Entry functions that
 * transfer are read, everything else only known to be something else. Source: app-aptos
 * src/transaction/deserialize.c, src/bcs/decoder.c.
 */
import { equal, fromHex, textOf } from '../../../bytes.js';
import { ByteReader, readOrNull, Unreadable } from '../byte-reader.js';

export type AptosTransaction =
  | {
      readonly kind: 'transfer';
      /** 32 bytes. */
      readonly receiver: Uint8Array;
      readonly amount: bigint;
      /** Octas at most: gas units times their price, cut to 64 bits. */
      readonly fees: bigint;
    }
  /** Signable elsewhere, never in a swap; `what` in words. */
  | { readonly kind: 'other'; readonly what: string };

const PREFIX_SIZE = 32;
const RAW_TRANSACTION = fromHex('b5e97db07fa0bd0e5598aa3643a9bc6f6693bddc1a9fec9e674a461eaa00b193');
/** Gas units, their price, expiration, chain. */
const FOOTER_SIZE = 8 + 8 + 8 + 1;
const PAYLOAD = { script: 0, entryFunction: 2, multisig: 3 } as const;
const STRUCT = 7;
/** Longest number of bytes a length may have. */
const MAX_ULEB = 5;

/** How the arguments of the functions that transfer are typed. */
const TRANSFERS: Readonly<Record<string, 'apt' | 'coin'>> = {
  'aptos_account::transfer': 'apt',
  'coin::transfer': 'coin',
  'aptos_account::transfer_coins': 'coin',
};

/** The transaction, or null where the app cannot read it. What is no transaction is a message. */
export function readAptosTransaction(raw: Uint8Array): AptosTransaction | null {
  if (!equal(raw.subarray(0, PREFIX_SIZE), RAW_TRANSACTION)) {
    return { kind: 'other', what: 'a message, or a transaction with several signers' };
  }
  return readOrNull(() => readRawTransaction(raw));
}

function readRawTransaction(raw: Uint8Array): AptosTransaction {
  const reader = new Bcs(raw);
  // Type name, sender, sequence number.
  reader.take(PREFIX_SIZE + 32 + 8);
  const footerAt = raw.length - FOOTER_SIZE;
  const footer = new ByteReader(raw.subarray(footerAt));
  const gas = footer.uintLe(8);
  const fees = BigInt.asUintN(64, gas * footer.uintLe(8));
  const payload = reader.uleb();
  if (payload === PAYLOAD.script) return { kind: 'other', what: 'a script' };
  if (payload === PAYLOAD.multisig) return { kind: 'other', what: 'a multisig payload' };
  if (payload !== PAYLOAD.entryFunction) throw new Unreadable();
  const module = reader.take(32);
  const name = `${reader.text()}::${reader.text()}`;
  // Of the address only the last byte is looked at.
  const kind = module[31] === 1 ? TRANSFERS[name] : undefined;
  if (kind === undefined) return { kind: 'other', what: `a call of ${name}` };
  if (kind === 'coin') skipCoinType(reader);
  else reader.expect(0);
  reader.expect(2);
  reader.expect(32);
  const receiver = reader.take(32);
  reader.expect(8);
  const amount = reader.uintLe(8);
  // For the functions with a coin type nobody looks whether that was all.
  if (kind === 'apt' && reader.offset !== footerAt) throw new Unreadable();
  return { kind: 'transfer', receiver, amount, fees };
}

/** One type, a struct without types of its own. Which coin it is, is not compared. */
function skipCoinType(reader: Bcs): void {
  reader.expect(1);
  reader.expect(STRUCT);
  reader.take(32);
  reader.text();
  reader.text();
  reader.expect(0);
}

class Bcs extends ByteReader {
  /** ULEB128 up to 32 bits, in as few bytes as it needs. */
  uleb(): number {
    let value = 0;
    for (let index = 0; index < MAX_ULEB; index++) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** (7 * index);
      if (value > 0xffffffff) break;
      if ((byte & 0x80) !== 0) continue;
      if (index > 0 && byte === 0) break;
      return value;
    }
    throw new Unreadable();
  }

  expect(value: number): void {
    if (this.uleb() !== value) throw new Unreadable();
  }

  text(): string {
    return textOf(this.take(this.uleb()));
  }
}
