/**
 * Pays with ether, the coin of another EVM network or an ERC-20 token, by an EIP-1559 transaction.
 * Nonce 0 and no priority fee: what the network would want of them is not known here.
 */
import { keccak_256 } from '@noble/hashes/sha3.js';
import {
  bytesOf,
  concat,
  EMPTY,
  fromBigInt,
  fromHex,
  isHex,
  toBigInt,
  toHex,
} from '../../bytes.js';
import { InputError } from '../../errors.js';
import { recoveredKey } from '../../keys/recovered-key.js';
import { expected } from '../../shown.js';
import { checksummed, keccakAddress } from '../../simulator/coins/hashes.js';
import type { Currency } from '../currencies.js';
import { packPath } from '../derivation-path.js';
import { ask, partsOf } from './command.js';
import type { Payment, Send, SignedTransaction } from './payment.js';
import { contentOf, encodeRlp, integer, itemsOf, listOfEncoded, type Rlp } from './rlp.js';
import { shownAddress } from './shown-address.js';
import type { Tamper } from './tamper.js';
import { TOKEN_CERTIFICATE, testContract, tokenDescriptor } from './token-descriptor.js';

const SIGN = { cla: 0xe0, ins: 0x04 } as const;
const EIP_1559 = 2;

const GAS = { transfer: 21_000n, token: 65_000n, most: 30_000_000n } as const;
/** Gas limits tried to write the fees as a product. */
const TRIES = 200_000n;
const TRANSFER = fromHex('a9059cbb');

interface Prices {
  readonly chainId: bigint;
  readonly limit: bigint;
  readonly price: bigint;
}

/**
 * @throws CoinAppRefusal when the app says no, InputError when no transaction can be made.
 */
export async function payWithEthereum(
  payment: Payment,
  send: Send,
  options: { tamper?: Tamper; transaction?: Uint8Array },
): Promise<SignedTransaction> {
  const { path } = payment;
  if (options.transaction !== undefined) return signed(options.transaction, path, send);
  const token = tokenOf(payment);
  if (token !== undefined) {
    await ask(send, { cla: 0xb0, ins: 0x06, p1: 0x08, data: TOKEN_CERTIFICATE });
    await ask(send, { cla: 0xe0, ins: 0x0a, data: tokenDescriptor(token) });
  }
  return signed(unsigned(payment, token?.address, options.tamper), path, send);
}

/** The Celo app serves one network, which its configuration does not name. */
const CELO = 42_220n;

/** What the sub-configuration says: ticker, decimals, chain id. */
function tokenOf({ currency }: Payment) {
  const { ticker, decimals, fee } = currency;
  if (ticker === fee.ticker) return undefined;
  const chainId = chainIdOf(currency);
  return { ticker, decimals, chainId, address: testContract(ticker) };
}

function chainIdOf({ app, subConfiguration: configuration }: Currency): bigint {
  if (app === 'Celo') return CELO;
  const at = 2 + (configuration[0] ?? 0);
  return toBigInt(configuration.subarray(at, at + 8));
}

function unsigned(
  payment: Payment,
  contract: Uint8Array | undefined,
  tamper: Tamper | undefined,
): Uint8Array {
  const { currency } = payment;
  const least = contract === undefined ? GAS.transfer : GAS.token;
  const prices = withFees(payment.fees, least);
  const destination = addressBytes(payment.destination);
  if (tamper === 'destination') destination[19]! ^= 0x01;
  const amount = payment.amount + (tamper === 'amount' ? 1n : 0n);
  const chainId = chainIdOf(currency) + (tamper === 'chain' ? 1n : 0n);
  const price = prices.price + (tamper === 'fee' ? 1n : 0n);
  const memo = tamper === 'memo' ? bytesOf('memo') : EMPTY;
  const terms = { chainId, limit: prices.limit, price };
  if (contract === undefined) return eip1559(terms, destination, amount, memo);
  const call = concat(TRANSFER, new Uint8Array(12), destination, fromBigInt(amount, 32));
  // A memo in a call would be read as more words of it: ether sent along is what is refused.
  return eip1559(terms, contract, memo.length > 0 ? 1n : 0n, call);
}

function eip1559(
  { chainId, limit, price }: Prices,
  to: Uint8Array,
  value: bigint,
  data: Uint8Array,
): Uint8Array {
  const fields: Rlp = [
    integer(chainId),
    EMPTY,
    EMPTY,
    integer(price),
    integer(limit),
    to,
    integer(value),
    data,
    [],
  ];
  return concat(Uint8Array.of(EIP_1559), encodeRlp(fields));
}

/** Gas limit and price whose product the fees are. */
function withFees(fees: bigint, least: bigint): { limit: bigint; price: bigint } {
  for (let limit = least; limit < least + TRIES; limit++) {
    if (fees % limit === 0n) return { limit, price: fees / limit };
  }
  throw new InputError(
    expected('fees', `gas limit times price, such as a multiple of ${least} wei`, `${fees} wei`),
    { hint: 'Say other fees with --fees, or send a transaction of your own with --tx.' },
  );
}

function addressBytes(text: string): Uint8Array {
  const digits = text.replace(/^0x/i, '');
  if (digits.length === 40 && isHex(digits)) return fromHex(digits).slice();
  throw new InputError(expected('pay-in address', '0x and 40 hex digits', shownAddress(text)));
}

async function signed(
  transaction: Uint8Array,
  path: readonly number[],
  send: Send,
): Promise<SignedTransaction> {
  let answer: Uint8Array = EMPTY;
  for (const [at, data] of partsOf(concat(packPath(path), transaction)).entries()) {
    answer = await ask(send, { ...SIGN, p1: at === 0 ? 0x00 : 0x80, data });
  }
  return withSignature(transaction, answer);
}

/** The transaction with its signature in place, as every type has it at its end. */
function withSignature(transaction: Uint8Array, answer: Uint8Array): SignedTransaction {
  const [v = 0] = answer;
  const [r, s] = [answer.subarray(1, 33), answer.subarray(33, 65)];
  const isTyped = transaction[0]! <= 0x7f;
  const body = itemsOf(isTyped ? transaction.subarray(1) : transaction);
  // A legacy transaction ends with chain id and two empty numbers (EIP-155).
  const chainId = isTyped ? 0n : toBigInt(contentOf(body[6] ?? EMPTY));
  const parity = isTyped ? v : (v - 35 - Number((2n * chainId) % 256n)) & 1;
  const last = isTyped ? integer(BigInt(v)) : integer(2n * chainId + 35n + BigInt(parity));
  const kept = isTyped ? body : body.slice(0, 6);
  const ends = [last, integer(toBigInt(r)), integer(toBigInt(s))].map(encodeRlp);
  const list = listOfEncoded([...kept, ...ends]);
  const raw = isTyped ? concat(transaction.subarray(0, 1), list) : list;
  const key = recoveredKey(answer.subarray(1, 65), parity, keccak_256(transaction));
  return {
    transaction: toHex(raw),
    hash: toHex(keccak_256(raw)),
    signer: `0x${checksummed(keccakAddress(key))}`,
    signatures: [toHex(answer)],
  };
}
