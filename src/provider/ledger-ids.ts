/** What is wrong with ids that are not Ledger's (provider-api.md#ledger-ids). */
import { CURRENCIES } from '../host/currencies.js';
import { currencyNamed, findBuiltIn } from '../host/currency-names.js';
import { BUILT_IN_LEDGER_IDS, currencyOfLedgerId, ledgerIdOf } from '../host/ledger/built-in.js';
import { nearest } from '../scenario/nearest.js';
import { isLedgerCoin, ledgerCoins } from './ledger-coins.js';

export interface LedgerIdProblem {
  /** What it is instead, to stand behind the id: `is a ticker`. */
  readonly says: string;
  /** The LedgerId that is meant. */
  readonly meant?: string;
  /** True where it may be an id that is newer than our list. */
  readonly isUnsure: boolean;
}

const STANDARDS =
  /^(erc20|bep20|trc10|trc20|spl|asa|esdt|jetton|asset|native|vip180|hts|coin|fungible_asset|token)$/;
const CAIP = /^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}(\/[-a-z0-9]{3,8}:.+)?$/;
const CONTRACT = /^0x[0-9a-f]{40}$/i;

/** Undefined for an id that is Ledger's, or has the form of a token on a chain Ledger knows. */
export function ledgerIdProblem(id: string): LedgerIdProblem | undefined {
  if (currencyOfLedgerId(id) !== undefined || isLedgerCoin(id)) return undefined;
  const sure = (says: string, meant?: string): LedgerIdProblem => ({
    says,
    ...(meant === undefined ? {} : { meant }),
    isUnsure: false,
  });
  if (CAIP.test(id)) return sure('is a CAIP identifier', caipMeant(id));
  if (CONTRACT.test(id)) return sure('is a contract address');
  const lower = id.toLowerCase();
  if (lower !== id && !id.startsWith('stellar/asset/')) {
    if (ledgerIdProblem(lower) === undefined) return sure('has capitals', lower);
    const named = tickerMeant(id);
    if (named !== undefined) return sure('is a ticker', named);
    return sure('has capitals', nearest(lower, known()));
  }
  const parts = id.split('/');
  if (parts.length === 1) {
    const named = tickerMeant(id);
    if (named !== undefined) return sure('is a ticker or a name of ours', named);
    return { ...sure('is no coin that we know', nearest(id, known())), isUnsure: true };
  }
  const [chain = '', standard = '', ...rest] = parts;
  const slug = rest.join('/');
  if (!isLedgerCoin(chain)) {
    const known = nearest(chain, [...ledgerCoins()]);
    const meant = known === undefined ? undefined : [known, standard, ...rest].join('/');
    return sure(`begins with ${JSON.stringify(chain)}, which is no chain of Ledger`, meant);
  }
  if (!STANDARDS.test(standard) || slug === '') {
    return sure('is not CHAIN/STANDARD/TOKEN', nearest(id, known()));
  }
  if (CONTRACT.test(slug)) return sure('has the contract in place of the name of the token');
  const token = tokenMeant(chain, slug);
  return token === undefined ? undefined : sure('names the token by its ticker', token);
}

const known = (): readonly string[] => [...BUILT_IN_LEDGER_IDS, ...ledgerCoins()];

function tickerMeant(id: string): string | undefined {
  const found = findBuiltIn(id);
  return found === undefined ? undefined : ledgerIdOf(found);
}

/** `ethereum/erc20/usdt`: the ticker of a built-in token on that chain. */
function tokenMeant(chain: string, slug: string): string | undefined {
  return CURRENCIES.filter(({ ticker }) => ticker.toLowerCase() === slug)
    .map(ledgerIdOf)
    .find((known) => known.startsWith(`${chain}/`));
}

/** CAIP-2 chains whose coin is asked for most. */
const CHAINS: Readonly<Record<string, string>> = {
  'eip155:1': 'ethereum',
  'eip155:56': 'bsc',
  'eip155:137': 'polygon',
  'eip155:8453': 'base',
  'eip155:42161': 'arbitrum',
  'eip155:10': 'optimism',
  'bip122:000000000019d6689c085ae165831e93': 'bitcoin',
};

function caipMeant(id: string): string | undefined {
  const [chain = '', asset] = id.split('/');
  if (asset !== undefined && !asset.startsWith('slip44:')) return undefined;
  const found = CHAINS[chain];
  return found === undefined ? undefined : ledgerIdOf(currencyNamed(found, 'chain'));
}
