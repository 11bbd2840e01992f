/** Of `newest-swap.ts`: what is traded, its amounts and addresses, and the bytes of a message. */
import { createHash, randomBytes } from 'node:crypto';

export interface Coin {
  readonly listed: Record<string, unknown>;
  readonly decimals: number;
  /** In cents of a dollar. */
  readonly price: bigint;
  readonly networkFee: string;
  readonly min: string;
  readonly max: string;
  readonly address: RegExp;
  readonly deposit: () => { address: string; memo?: string };
}

const ETHEREUM = /^0x[0-9a-fA-F]{40}$/;
const freshEthereum = () => ({ address: `0x${randomBytes(20).toString('hex')}` });
export const COINS: Record<string, Coin> = {
  btc: {
    listed: { type: 'coin', blockchain: 'bitcoin' },
    decimals: 8,
    price: 6_200_000n,
    networkFee: '0.00002',
    min: '0.0005',
    max: '4',
    address: /^(bc1[02-9ac-hj-np-z]{39,59}|[13][1-9A-HJ-NP-Za-km-z]{25,34})$/,
    deposit: () => ({ address: bitcoinAddress(randomBytes(20)) }),
  },
  eth: {
    listed: { type: 'coin', blockchain: 'ethereum', chainId: 1 },
    decimals: 18,
    price: 310_000n,
    networkFee: '0.0004',
    min: '0.01',
    max: '80',
    address: ETHEREUM,
    deposit: freshEthereum,
  },
  'usdc-erc20': {
    listed: {
      type: 'token',
      blockchain: 'ethereum',
      chainId: 1,
      contract: '0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48',
    },
    decimals: 6,
    price: 100n,
    networkFee: '1.1',
    min: '30',
    max: '250000',
    address: ETHEREUM,
    deposit: freshEthereum,
  },
  xrp: {
    listed: { type: 'coin', blockchain: 'ripple' },
    decimals: 6,
    price: 55n,
    networkFee: '0.02',
    min: '60',
    max: '400000',
    address: /^r[1-9A-HJ-NP-Za-km-z]{24,34}$/,
    deposit: () => ({
      address: 'rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe',
      memo: String(randomBytes(4).readUInt32BE()),
    }),
  },
};
export const IDS = Object.keys(COINS);

export class Refusal extends Error {
  readonly status: number;
  readonly key: string | undefined;
  readonly fields: Record<string, unknown> | undefined;
  constructor(status: number, message: string, key?: string, fields?: Record<string, unknown>) {
    super(message);
    this.status = status;
    this.key = key;
    this.fields = fields;
  }
}

export function units(amount: string, decimals: number): bigint {
  const [, whole, part = ''] = /^(\d{1,30})(?:\.(\d{1,30}))?$/.exec(amount) ?? [];
  if (whole === undefined || part.length > decimals) throw new Refusal(400, 'amount: no number');
  const value = BigInt(whole + part.padEnd(decimals, '0'));
  if (value === 0n) throw new Refusal(400, 'amount: zero');
  return value;
}

export function text(value: bigint, decimals: number): string {
  const digits = value.toString().padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  return `${digits.slice(0, point)}.${digits.slice(point)}`.replace(/\.?0+$/, '');
}

export function sixteen(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(32, '0'), 'hex');
}

/** Text or bytes of a protobuf message; nothing at all for an empty text. */
export function field(number: number, value: string | Buffer): Buffer {
  const bytes = Buffer.from(value as string);
  if (bytes.length === 0) return bytes;
  return Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
}

const DIGITS = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Pay to a public key's hash. */
function bitcoinAddress(hash: Buffer): string {
  const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
  const body = Buffer.concat([Buffer.from([0]), hash]);
  const all = Buffer.concat([body, sha(sha(body)).subarray(0, 4)]);
  let text = '';
  for (let value = BigInt(`0x${all.toString('hex')}`); value > 0n; value /= 58n)
    text = DIGITS[Number(value % 58n)]! + text;
  const zeros = all.findIndex((byte) => byte !== 0);
  return '1'.repeat(zeros) + text;
}
