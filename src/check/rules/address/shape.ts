/** Which coin app an address can belong to, by its outer form only: prefix, alphabet, length. */
import type { Currency } from '../../../host/currencies.js';

const BASE58 = '[1-9A-HJ-NP-Za-km-z]';

const EVM = /^0x[0-9a-fA-F]{40}$/;

/** By coin app, as `host/currencies.ts` names it. Apps that are not here have no distinct form. */
const SHAPES: Readonly<Record<string, RegExp>> = {
  Bitcoin: new RegExp(`^(?:bc1[02-9ac-hj-np-z]{11,71}|[13]${BASE58}{25,34})$`),
  Litecoin: new RegExp(`^(?:ltc1[02-9ac-hj-np-z]{11,71}|[LM3]${BASE58}{25,34})$`),
  Ethereum: EVM,
  'Ethereum Classic': EVM,
  Celo: EVM,
  Tron: new RegExp(`^T${BASE58}{33}$`),
  XRP: /^[rX][1-9A-HJ-NP-Za-km-z]{24,46}$/,
  Stellar: /^[GM][A-Z2-7]{55,68}$/,
  'Tezos Wallet': new RegExp(`^(?:tz[1-4]|KT1)${BASE58}{33}$`),
  TON: /^(?:[EUk0]Q[\w/+-]{46}|-?\d:[0-9a-fA-F]{64})$/,
  'Cardano ADA': new RegExp(`^(?:addr1[02-9ac-hj-np-z]{40,110}|(?:DdzFF|Ae2)${BASE58}{50,110})$`),
  Solana: new RegExp(`^${BASE58}{32,44}$`),
  Sui: /^0x[0-9a-fA-F]{64}$/,
  Aptos: /^0x[0-9a-fA-F]{1,64}$/,
  Kaspa: /^kaspa:[a-z0-9]{61,63}$/,
  // An account, or the public key that a trusted name puts in its place.
  Hedera: /^(?:\d{1,19}\.\d{1,19}\.\d{1,19}|(?:0x)?[0-9a-f]{64})$/,
  Cosmos: /^[a-z]{2,20}1[02-9ac-hj-np-z]{38,58}$/,
  NEAR: /^(?:[0-9a-f]{64}|(?=.{2,64}$)[a-z0-9]+(?:[._-][a-z0-9]+)*)$/,
  Polkadot: new RegExp(`^${BASE58}{46,48}$`),
};

/** 'unknown' when the app's addresses have no form we know. */
export function fitsShape(address: string, currency: Currency): boolean | 'unknown' {
  if (!Object.hasOwn(SHAPES, currency.app)) return 'unknown';
  return SHAPES[currency.app]!.test(address);
}

/** Whose addresses are the 20 bytes of Ethereum. */
export function isEvm({ app }: Currency): boolean {
  return SHAPES[app] === EVM;
}

/** Zero and precompiled contracts, burn addresses, and what APIs write for a network's own coin. */
const EVM_NOBODY = /^0x(?:0{30,40}[0-9a-f]{0,10}|0{36}dead|dead0{36}|f{40}|e{40})$/i;

/** Addresses nobody has the key of. */
export function belongsToNobody(address: string): boolean {
  return address.length === 42 && EVM_NOBODY.test(address);
}

/** Shorter texts are equal by chance in tests. */
const MIN_LENGTH = 20;

/** True for an address that cannot be the user's, whoever he is: the provider's own, or nobody's. */
export function isEvidentlyNotUsers(address: string, payin: string): boolean {
  return (address.length >= MIN_LENGTH && address === payin) || belongsToNobody(address);
}
