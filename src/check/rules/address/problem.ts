/** Why a text cannot be an address of a currency: its form, its network, its checksum. */
import { CURRENCIES, type Currency } from '../../../host/currencies.js';
import { remembered } from '../../../remembered.js';
import type { FindingCode } from '../../findings/codes.js';
import { eip55, hasRightChecksum } from './checksum.js';
import { belongsToNobody, fitsShape, isEvm } from './shape.js';

export interface AddressProblem {
  readonly code: Extract<
    FindingCode,
    | 'ADDRESS_MALFORMED'
    | 'ADDRESS_CHECKSUM'
    | 'ADDRESS_OTHER_NETWORK'
    | 'ADDRESS_IS_URI'
    | 'ADDRESS_OF_NOBODY'
  >;
  /** What is wrong, to stand behind the address and a colon. */
  readonly says: string;
  readonly corrected?: string;
}

/** Prefixes of test networks: their addresses look like those of the coin. */
const TEST_NETWORKS: readonly (readonly [app: string, form: RegExp, name: string])[] = [
  [
    'Bitcoin',
    /^(?:tb1|bcrt1)[02-9ac-hj-np-z]{11,71}$|^[mn2][1-9A-HJ-NP-Za-km-z]{33,34}$/,
    'Bitcoin',
  ],
  ['Litecoin', /^(?:tltc1|rltc1)[02-9ac-hj-np-z]{11,71}$/, 'Litecoin'],
  ['Cardano ADA', /^addr_test1[02-9ac-hj-np-z]{40,110}$/, 'Cardano'],
  ['Kaspa', /^kaspatest:[a-z0-9]{61,63}$/, 'Kaspa'],
  ['TON', /^[k0]Q[\w/+-]{46}$/, 'TON'],
];

const URI = /^([a-z][a-z0-9+.-]{1,20}):(?!$)/i;
/** `eip155:1:0x…`: namespace, chain, address. */
const CAIP_10 = /^([-a-z0-9]{3,8}):([-_a-zA-Z0-9]{1,32}):([-.%a-zA-Z0-9]{1,128})$/;
/** 0x and 64 digits. */
const HEX_32_BYTES = 66;
/** Apps whose addresses have forms too wide to say anything. */
const WIDE_FORMS: readonly string[] = ['Hedera', 'NEAR'];
const NAME = /^(?:[\p{L}\p{N}_-]+\.)+[a-z]{2,}$/iu;

/** null: none. Of the last addresses: one check asks several times, and a partner's orders share some. */
const answersFor = remembered((_: Currency) => new Map<string, AddressProblem | null>());
const MAX_KNOWN = 256;

/** Undefined when it may be one, also where we know no form of that coin's addresses. */
export function addressProblem(address: string, currency: Currency): AddressProblem | undefined {
  const answers = answersFor(currency);
  let answer = answers.get(address);
  if (answer === undefined) {
    answer = problemOf(address, currency) ?? null;
    if (answers.size >= MAX_KNOWN) answers.clear();
    answers.set(address, answer);
  }
  return answer ?? undefined;
}

function problemOf(address: string, currency: Currency): AddressProblem | undefined {
  const fits = fitsShape(address, currency);
  if (fits === 'unknown') return undefined;
  if (fits) return problemInside(address, currency);
  return uri(address, currency) ?? otherNetwork(address, currency) ?? malformed(address, currency);
}

/** What is wrong in an address of the right form. */
function problemInside(address: string, currency: Currency): AddressProblem | undefined {
  if (belongsToNobody(address)) return { code: 'ADDRESS_OF_NOBODY', says: "it is nobody's" };
  const testNetwork = testNetworkOf(address, currency.app);
  if (testNetwork !== undefined) return testNetwork;
  const prefix = bech32Prefix(address, currency);
  if (prefix !== undefined) {
    const says = `it begins with ${prefix}1, addresses of ${currency.ticker} with ${prefixOf(currency)}1`;
    return { code: 'ADDRESS_OTHER_NETWORK', says };
  }
  if (hasRightChecksum(address, currency.app)) return undefined;
  if (currency.app === 'Solana') return { code: 'ADDRESS_MALFORMED', says: 'it is not 32 bytes' };
  const capitals = isEvm(currency) ? eip55(address) : undefined;
  const says =
    capitals === undefined
      ? 'its checksum is wrong, a letter was changed'
      : `its capitals are not those of EIP-55, which would be ${capitals}`;
  return { code: 'ADDRESS_CHECKSUM', says };
}

function uri(address: string, currency: Currency): AddressProblem | undefined {
  const caip = CAIP_10.exec(address);
  if (caip !== null && fitsShape(caip[3]!, currency) !== false) {
    const says = `it is a CAIP-10 account with the chain ${caip[1]}:${caip[2]} in front`;
    return { code: 'ADDRESS_IS_URI', says, corrected: caip[3]! };
  }
  const scheme = URI.exec(address);
  if (scheme === null) return undefined;
  const inner = address
    .slice(scheme[0].length)
    .replace(/^\/\//, '')
    .replace(/[?@#].*$/s, '');
  if (fitsShape(inner, currency) === false) return undefined;
  const says = `it is a URI with ${scheme[1]}: in front`;
  return { code: 'ADDRESS_IS_URI', says, corrected: inner };
}

function otherNetwork(address: string, currency: Currency): AddressProblem | undefined {
  const test = testNetworkOf(address, currency.app);
  if (test !== undefined) return test;
  const other = CURRENCIES.find(
    (known) =>
      known.app !== currency.app &&
      !WIDE_FORMS.includes(known.app) &&
      (known.app !== 'Aptos' || address.length === HEX_32_BYTES) &&
      fitsShape(address, known) === true &&
      problemInside(address, known) === undefined,
  );
  if (other === undefined) return undefined;
  const says = `it has the form of ${other.name} addresses, not of ${currency.name} ones`;
  return { code: 'ADDRESS_OTHER_NETWORK', says };
}

function testNetworkOf(address: string, app: string): AddressProblem | undefined {
  for (const [known, form, name] of TEST_NETWORKS) {
    if (known !== app || !form.test(address)) continue;
    return { code: 'ADDRESS_OTHER_NETWORK', says: `it is of a test network of ${name}` };
  }
  return undefined;
}

function malformed(address: string, currency: Currency): AddressProblem {
  return {
    code: 'ADDRESS_MALFORMED',
    says: `it is no address of ${currency.name}${reason(address, currency)}`,
    ...correctedForm(address, currency),
  };
}

function correctedForm(address: string, currency: Currency): { corrected?: string } {
  const bare = /^(?:0x)?[0-9a-f]{40}$/i.test(address.trim()) && isEvm(currency);
  if (bare) return { corrected: `0x${address.trim().replace(/^0x/i, '')}` };
  const plain = address.trim().toLowerCase();
  const fits = fitsShape(plain, currency) === true && hasRightChecksum(plain, currency.app);
  if (fits) return { corrected: plain };
  return fitsShape(address.trim(), currency) === true ? { corrected: address.trim() } : {};
}

function reason(address: string, currency: Currency): string {
  if (address.trim() !== address) return ', with a blank in front or behind';
  if (NAME.test(address)) return ': it is a name, which nobody resolves here';
  if (isEvm(currency)) {
    if (/^[0-9a-f]{40}$/i.test(address)) return ': 0x is missing';
    const digits = /^0[xX]([0-9a-fA-F]*)$/.exec(address)?.[1];
    if (digits !== undefined && digits.length !== 40) {
      return `: ${digits.length} digits behind 0x, 40 are right`;
    }
    if (/^0X/.test(address)) return ': 0X instead of 0x';
  }
  const lower = address.toLowerCase();
  if (address !== lower && fitsShape(lower, currency) === true) {
    return ': the coin app wants it in lower case';
  }
  return '';
}

/** The bech32 prefix of a Cosmos chain's address, where it is another than the currency's. */
function bech32Prefix(address: string, currency: Currency): string | undefined {
  if (currency.app !== 'Cosmos') return undefined;
  const [prefix = ''] = address.split('1');
  return prefix === prefixOf(currency) ? undefined : prefix;
}

function prefixOf({ foreignAddress }: Currency): string {
  return foreignAddress.split('1')[0] ?? '';
}
