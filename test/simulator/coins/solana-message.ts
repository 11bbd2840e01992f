/** Messages of Solana transactions and what goes with them, written the short way tests need. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base58 } from '@scure/base';
import { concat, utf8 } from '../../../src/bytes.js';
import { context } from './recorded-signing.js';

export const PROGRAM = {
  system: '11111111111111111111111111111111',
  token: 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA',
  token2022: 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb',
  tokenAccount: 'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL',
  budget: 'ComputeBudget111111111111111111111111111111',
  memo: 'MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr',
  stake: 'Stake11111111111111111111111111111111111111',
} as const;

export interface Instruction {
  readonly program: string;
  readonly accounts?: readonly string[];
  readonly data?: Uint8Array;
}

/** Little-endian. */
export function le(value: bigint | number, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, at) =>
    Number((BigInt(value) >> BigInt(8 * at)) & 255n),
  );
}

/** The payer signs first, then `signers`; every other account follows as it is met. */
export function message(
  payer: string,
  instructions: readonly Instruction[],
  { signers = [], versioned = false }: { signers?: readonly string[]; versioned?: boolean } = {},
): Uint8Array {
  const used = instructions.flatMap(({ program, accounts = [] }) => [...accounts, program]);
  const keys = [...new Set([payer, ...signers, ...used])];
  const indices = (names: readonly string[]) => names.map((name) => keys.indexOf(name));
  const header = [1 + signers.length, 0, 0, keys.length];
  return concat(
    Uint8Array.from(versioned ? [0x80, ...header] : header),
    ...keys.map((key) => base58.decode(key)),
    new Uint8Array(32),
    Uint8Array.of(instructions.length),
    ...instructions.map(({ program, accounts = [], data = new Uint8Array() }) =>
      concat(
        Uint8Array.from([
          ...indices([program]),
          accounts.length,
          ...indices(accounts),
          data.length,
        ]),
        data,
      ),
    ),
    versioned ? Uint8Array.of(0) : new Uint8Array(),
  );
}

export const transfer = (from: string, to: string, lamports: bigint): Instruction => ({
  program: PROGRAM.system,
  accounts: [from, to],
  data: concat(le(2, 4), le(lamports, 8)),
});

export const unitLimit = (units: number): Instruction => ({
  program: PROGRAM.budget,
  data: concat(Uint8Array.of(2), le(units, 4)),
});

export const unitPrice = (price: bigint): Instruction => ({
  program: PROGRAM.budget,
  data: concat(Uint8Array.of(3), le(price, 8)),
});

const KEY = sha256(utf8('a key for the tests of Solana'));
/** As if the OS had loaded a certificate for that key. */
export const contextWithCertificate = {
  ...context,
  certificate: {
    keyUsage: 4,
    curve: 0x21,
    publicKey: secp256k1.getPublicKey(KEY, false),
    name: '',
  },
  randomness: { nonce: () => new Uint8Array(), challenge: () => Uint8Array.of(1, 2, 3, 4) },
};

/** A descriptor by tags in hex; with a signature of that key. */
export function descriptor(
  values: Readonly<Record<string, Uint8Array>>,
  signatureTag = '15',
): Uint8Array {
  const record = (tag: string, value: Uint8Array) =>
    concat(Uint8Array.of(Number.parseInt(tag, 16), value.length), value);
  const signed = concat(...Object.entries(values).map(([tag, value]) => record(tag, value)));
  // Short ones are not taken: another nonce, then.
  for (let at = 0; ; at++) {
    const extraEntropy = new Uint8Array(32).fill(at);
    const options = { prehash: false, format: 'der', extraEntropy } as const;
    const signature = secp256k1.sign(sha256(signed), KEY, options);
    if (signature.length >= 70) return concat(signed, record(signatureTag, signature));
  }
}

/** As wallets derive it: the first hash from 255 down that is no point of the curve. */
export function tokenAccountOf(
  owner: Uint8Array,
  mint: Uint8Array,
  program: Uint8Array,
): Uint8Array {
  const end = concat(base58.decode(PROGRAM.tokenAccount), utf8('ProgramDerivedAddress'));
  for (let bump = 255; ; bump--) {
    const hash = sha256(concat(owner, program, mint, Uint8Array.of(bump), end));
    if (!ed25519.utils.isValidPublicKey(hash)) return hash;
  }
}
