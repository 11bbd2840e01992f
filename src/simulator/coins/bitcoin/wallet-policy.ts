/**
 * Wallet policies (BIP-388) as far as a swap takes them: one key of the device, in one of the four
 * standard forms. Source: app-bitcoin-new src/common/wallet.c, src/handler/lib/policy.c.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { createBase58check } from '@scure/base';
import { bytesOf, concat, equal, fromBigInt, textOf, toBigInt } from '../../../bytes.js';
import { HARDENED } from '../../hardened.js';
import type { Wallet } from '../../wallet.js';
import { hash160 } from '../hashes.js';
import { AppError, SW } from './app-error.js';
import { leafElement, preimage, type Talk } from './client.js';
import { outputKey } from './output-key.js';
import { ByteReader } from './varint.js';

export type ScriptForm = 'pkh' | 'sh(wpkh' | 'wpkh' | 'tr';

/** BIP-44 purpose of each form, and the version of its segregated witness: none, 0 or 1. */
const FORMS: Readonly<Record<ScriptForm, { purpose: number; segwit: 0 | 1 | undefined }>> = {
  pkh: { purpose: 44, segwit: undefined },
  'sh(wpkh': { purpose: 49, segwit: 0 },
  wpkh: { purpose: 84, segwit: 0 },
  tr: { purpose: 86, segwit: 1 },
};

const COIN_TYPE = 0;
const MAX_ACCOUNT = 100;
const MAX_NAME = 64;
const MAX_KEY_STEPS = 8;
const MAX_KEYS = 252;
/** Longest policy, its template, and its key with where that comes from. */
const MAX_POLICY = 148;
const MAX_TEMPLATE: Readonly<Record<number, number>> = { 1: 40, 2: 512 };
const MAX_KEY = 162;
const HASH_SIZE = 32;

const CODE = { notStandard: 0x0000, named: 0x0001, notOurs: 0x0002 } as const;

const XPUB_VERSION = 0x0488b21en;
const base58check = createBase58check(sha256);

export interface WalletPolicy {
  readonly version: number;
  readonly name: string;
  readonly form: ScriptForm;
  /** Index of the key among those of the policy. */
  readonly keyIndex: number;
  /** Path steps for addresses to receive at, and for change. */
  readonly receive: number;
  readonly change: number;
  readonly keyCount: number;
  /** Root of the tree of keys. */
  readonly keys: Uint8Array;
}

/** A key of the policy that is the device's own. */
export interface OwnKey {
  readonly fingerprint: number;
  readonly path: readonly number[];
}

export function segwitVersion({ form }: WalletPolicy): 0 | 1 | undefined {
  return FORMS[form].segwit;
}

/** The policy with this id, which is its hash, as the host knows it. */
export function* readPolicy(id: Uint8Array): Talk<WalletPolicy> {
  const reader = new ByteReader(yield* preimage(id, MAX_POLICY));
  const cut = () => new AppError(SW.incorrectData, 'the wallet policy is cut');
  const need = <T>(value: T | undefined): T => {
    if (value === undefined) throw cut();
    return value;
  };
  const version = need(reader.byte());
  const most = MAX_TEMPLATE[version];
  if (most === undefined)
    throw new AppError(SW.incorrectData, 'the wallet policy is of no known version');
  const nameSize = need(reader.byte());
  if (nameSize > MAX_NAME)
    throw new AppError(SW.incorrectData, 'the name of the wallet is too long');
  const name = textOf(need(reader.bytes(nameSize)));
  const size = need(reader.varint());
  if (size > BigInt(most))
    throw new AppError(SW.incorrectData, 'the descriptor template is too long');
  const own = version === 1 ? need(reader.bytes(Number(size))) : undefined;
  const hash = own === undefined ? need(reader.bytes(HASH_SIZE)) : undefined;
  const keyCount = need(reader.varint());
  if (keyCount > BigInt(MAX_KEYS))
    throw new AppError(SW.incorrectData, 'the wallet policy has too many keys');
  const keys = need(reader.bytes(HASH_SIZE));
  const template = own ?? (yield* preimage(hash!, most)).subarray(0, Number(size));
  return {
    ...{ version, name, keyCount: Number(keyCount), keys },
    ...parseTemplate(textOf(template), version),
  };
}

const TEMPLATE =
  /^(pkh|wpkh|tr|sh\(wpkh)\(@(\d{1,5})(?:\/\*\*|\/<(\d{1,10});(\d{1,10})>\/\*)?\)\)?$/;

function parseTemplate(text: string, version: number) {
  const match = TEMPLATE.exec(text);
  const form = match?.[1] as ScriptForm | undefined;
  const closes = text.endsWith('))') === (form === 'sh(wpkh');
  // Keys of the first version have their steps with the key.
  const hasSteps = /\/\*\)+$/.test(text) || text.includes('/**');
  if (form === undefined || !closes || hasSteps !== (version === 2)) {
    throw new AppError(
      SW.incorrectData,
      'the descriptor template is none of pkh, wpkh, sh(wpkh) and tr with one key: others are not simulated',
    );
  }
  const receive = Number(match![3] ?? 0);
  const change = Number(match![4] ?? 1);
  if (receive === change)
    throw new AppError(SW.incorrectData, 'the two steps of the template are the same');
  return { form, keyIndex: Number(match![2]), receive, change };
}

/**
 * Refuses a policy that nobody registered and that is not one of the standard ones: one key of the
 * device on the path of its form.
 */
export function* requireStandard(policy: WalletPolicy, wallet: Wallet): Talk<void> {
  const no = (why: string) =>
    new AppError(
      SW.incorrectData,
      `the wallet policy is not a standard one: ${why}`,
      CODE.notStandard,
    );
  const { keyIndex, receive, change, keyCount, form } = policy;
  if (keyIndex !== 0 || receive !== 0 || change !== 1) throw no('its steps are not 0 and 1');
  if (keyCount !== 1) throw no(`it has ${keyCount} keys`);
  const key = yield* ownKey(policy, wallet);
  if (key === undefined) throw no('its key is not of this device');
  const [purpose = 0, coin = 0, account = 0] = key.path;
  const isOnPath =
    key.path.length === 3 &&
    purpose === HARDENED + FORMS[form].purpose &&
    coin === HARDENED + COIN_TYPE &&
    account >= HARDENED &&
    account <= HARDENED + MAX_ACCOUNT;
  if (!isOnPath) throw no(`its key is not on the path of ${form})`);
  if (policy.name !== '') {
    throw new AppError(SW.incorrectData, 'a standard wallet policy has no name', CODE.named);
  }
}

export function notOurs(): AppError {
  return new AppError(
    SW.incorrectData,
    'no key of the wallet policy is of this device',
    CODE.notOurs,
  );
}

/** The key of the policy, when it is the device's own. */
export function* ownKey(policy: WalletPolicy, wallet: Wallet): Talk<OwnKey | undefined> {
  const { keys, keyCount, keyIndex, version } = policy;
  const text = textOf(yield* leafElement(keys, keyCount, keyIndex, MAX_KEY));
  return lookUp(text, version, wallet);
}

/** The app reads the key anew for every input and output; what was found is remembered. */
const found = new WeakMap<Wallet, Map<string, OwnKey | undefined>>();
const MAX_FOUND = 64;

function lookUp(text: string, version: number, wallet: Wallet): OwnKey | undefined {
  const known = found.get(wallet) ?? new Map<string, OwnKey | undefined>();
  found.set(wallet, known);
  const name = `${version} ${text}`;
  if (known.has(name)) return known.get(name);
  if (known.size >= MAX_FOUND) known.clear();
  const key = keyIn(text, version, wallet);
  known.set(name, key);
  return key;
}

function keyIn(text: string, version: number, wallet: Wallet): OwnKey | undefined {
  const key = parseKey(text, version);
  if (key === undefined || key.fingerprint !== masterFingerprint(wallet)) return undefined;
  if (!equal(key.xpub, extendedKey(wallet, key.path))) return undefined;
  return { fingerprint: key.fingerprint, path: key.path };
}

const KEY = /^\[([0-9a-f]{8})((?:\/\d{1,10}['hH]?)*)\]([1-9A-HJ-NP-Za-km-z]{111,112})(\/\*\*)?$/;

function parseKey(
  text: string,
  version: number,
): { fingerprint: number; path: number[]; xpub: Uint8Array } | undefined {
  const match = KEY.exec(text);
  if (match === null || (match[4] === undefined) !== (version === 2)) return undefined;
  const steps = match[2]!.split('/').slice(1);
  const path = steps.map((step) => Number.parseInt(step, 10) + (/\D$/.test(step) ? HARDENED : 0));
  if (path.length > MAX_KEY_STEPS || path.some((step) => step > 0xffff_ffff)) return undefined;
  try {
    const xpub = base58check.decode(match[3]!);
    return { fingerprint: Number.parseInt(match[1]!, 16), path, xpub };
  } catch {
    return undefined;
  }
}

export function masterFingerprint(wallet: Wallet): number {
  return Number(toBigInt(fingerprintOf(wallet, [])));
}

function fingerprintOf(wallet: Wallet, path: readonly number[]): Uint8Array {
  return hash160(wallet.secp256k1(path).publicKey).subarray(0, 4);
}

/** The 78 bytes of an extended public key (BIP-32). */
function extendedKey(wallet: Wallet, path: readonly number[]): Uint8Array {
  const { publicKey, chainCode } = wallet.secp256k1(path);
  const parent = path.length === 0 ? new Uint8Array(4) : fingerprintOf(wallet, path.slice(0, -1));
  const child = fromBigInt(BigInt(path.at(-1) ?? 0), 4);
  const head = concat(fromBigInt(XPUB_VERSION, 4), Uint8Array.of(path.length), parent, child);
  return concat(head, chainCode, publicKey);
}

export function extendedKeyText(wallet: Wallet, path: readonly number[]): string {
  return base58check.encode(extendedKey(wallet, path));
}

/**
 * Output script of an address of the policy. The host tells the key once more, as the app has it do.
 */
export function* scriptAt(
  policy: WalletPolicy,
  wallet: Wallet,
  place: { isChange: boolean; index: number },
): Talk<Uint8Array> {
  const key = yield* ownKey(policy, wallet);
  if (key === undefined || place.index >= HARDENED) {
    throw new AppError(SW.incorrectData, 'the script of an address of the wallet cannot be made');
  }
  const path = [...key.path, place.isChange ? policy.change : policy.receive, place.index];
  return scriptOf(policy.form, wallet.secp256k1(path).publicKey);
}

function scriptOf(form: ScriptForm, publicKey: Uint8Array): Uint8Array {
  const push = (opcodes: readonly number[], bytes: Uint8Array, behind: readonly number[] = []) =>
    concat(Uint8Array.from([...opcodes, bytes.length]), bytes, Uint8Array.from(behind));
  switch (form) {
    case 'pkh':
      return push([0x76, 0xa9], hash160(publicKey), [0x88, 0xac]);
    case 'wpkh':
      return push([0x00], hash160(publicKey));
    case 'sh(wpkh':
      return push([0xa9], hash160(push([0x00], hash160(publicKey))), [0x87]);
    case 'tr':
      return push([0x51], outputKey(publicKey));
  }
}

/** What a registered policy comes with: HMAC of its id with a key of SLIP-21. */
export function isRegistered(id: Uint8Array, tag: Uint8Array, wallet: Wallet): boolean {
  const master = hmac(sha512, bytesOf('Symmetric key seed'), wallet.seed);
  const label = concat(Uint8Array.of(0), bytesOf('LEDGER-Wallet policy'));
  const key = hmac(sha512, master.subarray(0, 32), label).subarray(32);
  return equal(hmac(sha256, key, id), tag);
}
