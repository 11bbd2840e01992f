/**
 * What the Bitcoin app tells of keys while a swap waits: extended public keys (E1 00), addresses
 * (E1 03), the fingerprint of the master key (E1 05). Source: app-bitcoin-new src/handler/*.c.
 */
import { bytesOf, fromBigInt } from '../../../bytes.js';
import { HARDENED } from '../../hardened.js';
import type { OwnReview } from '../../screens/content.js';
import { parsePath } from '../path.js';
import type { SigningContext } from '../signing.js';
import { AppError, SW, SwapRefusal } from './app-error.js';
import { CODE } from './checks.js';
import type { Talk } from './client.js';
import { addressOf } from './script.js';
import { ByteReader } from './varint.js';
import {
  extendedKeyText,
  isRegistered,
  masterFingerprint,
  readPolicy,
  requireStandard,
  scriptAt,
} from './wallet-policy.js';

export interface Command {
  readonly data: Uint8Array;
  /** Version of the protocol: P2. */
  readonly protocol: number;
}

interface Told {
  readonly data: Uint8Array;
  readonly asks?: OwnReview;
}

const MAX_ACCOUNT = 100;
const MAX_ADDRESS_INDEX = 50_000;
/** Hardened steps by purpose; other paths are shown before they are told. */
const HARDENED_STEPS: Readonly<Record<number, number>> = {
  44: 3,
  45: 3,
  48: 4,
  49: 3,
  84: 3,
  86: 3,
};
/** Electrum's, which it derives a key of its own with. */
const ELECTRUM = [4541509 + HARDENED, 1112098098 + HARDENED];

// biome-ignore lint/correctness/useYield: a handler is a conversation, this one asks nothing
export function* extendedPublicKey({ wallet }: SigningContext, { data }: Command): Talk<Told> {
  const [display, count] = data;
  if (display === undefined || count === undefined) {
    throw new AppError(SW.wrongLength, 'the command is cut');
  }
  if (display > 1 || count > 10) throw new AppError(SW.incorrectData, 'the path is too long');
  const path = parsePath(data.subarray(1), { min: 0 });
  if (path === null) throw new AppError(SW.wrongLength, 'the path is cut');
  if (display === 0 && !isUsual(path)) {
    throw new AppError(SW.notSupported, 'a key on an unusual path is told only when it is shown');
  }
  const key = extendedKeyText(wallet, path);
  if (display === 0) return { data: bytesOf(key) };
  const rows = [
    { tag: 'Path', value: pathText(path) },
    { tag: 'Public key', value: key },
  ];
  return {
    data: bytesOf(key),
    asks: { title: 'Confirm public key', rows, sign: 'Approve', reject: 'Reject' },
  };
}

function isUsual(path: readonly number[]): boolean {
  if (path.length === 2 && path.every((step, i) => step === ELECTRUM[i])) return true;
  const [purpose = 0, coin = 0, account = 0, script = 0] = path;
  const hardened = HARDENED_STEPS[purpose % HARDENED];
  if (hardened === undefined || path.length < hardened) return false;
  const isInOrder = path.every((step, i) => step >= HARDENED === i < hardened);
  const isKnownScript = purpose % HARDENED !== 48 || [1, 2].includes(script % HARDENED);
  return isInOrder && coin === HARDENED && account <= HARDENED + MAX_ACCOUNT && isKnownScript;
}

function pathText(path: readonly number[]): string {
  if (path.length === 0) return '(Master key)';
  const steps = path.map((step) => (step >= HARDENED ? `${step - HARDENED}'` : `${step}`));
  return `m/${steps.join('/')}`;
}

export function* walletAddress({ wallet }: SigningContext, { data }: Command): Talk<Told> {
  const reader = new ByteReader(data);
  const display = reader.byte();
  const id = reader.bytes(32);
  const tag = reader.bytes(32);
  const change = reader.byte();
  const steps = reader.bytes(4);
  if (display === undefined || !id || !tag || change === undefined) {
    throw new AppError(SW.wrongLength, 'the command is cut');
  }
  if (change > 1) throw new AppError(SW.incorrectData, 'the change step is neither 0 nor 1');
  if (steps === undefined)
    throw new AppError(SW.wrongLength, 'the index of the address is missing');
  const index = new DataView(steps.buffer, steps.byteOffset).getUint32(0);
  if (index >= HARDENED)
    throw new AppError(SW.incorrectData, 'the index of the address is hardened');
  const policy = yield* readPolicy(id);
  if (tag.some((byte) => byte !== 0)) {
    if (!isRegistered(id, tag, wallet)) {
      throw new AppError(SW.signatureFail, 'the wallet policy was not registered on this device');
    }
    throw new SwapRefusal(CODE.registeredPolicy, 'a swap takes standard wallet policies only');
  }
  yield* requireStandard(policy, wallet);
  if (index > MAX_ADDRESS_INDEX) throw new AppError(SW.incorrectData, 'the index is too large');
  const script = yield* scriptAt(policy, wallet, { isChange: change === 1, index });
  const address = addressOf(script)!;
  if (display === 0) return { data: bytesOf(address) };
  const rows = [{ tag: 'Address', value: address }];
  return {
    data: bytesOf(address),
    asks: { title: 'Verify bitcoin\naddress', rows, sign: 'Confirm', reject: 'Cancel' },
  };
}

// biome-ignore lint/correctness/useYield: a handler is a conversation, this one asks nothing
export function* fingerprint({ wallet }: SigningContext): Talk<Told> {
  return { data: fromBigInt(BigInt(masterFingerprint(wallet)), 4) };
}
