/** C. What each entry of GET /currencies says of itself. */
import { addressProblem } from '../../../../check/rules/address/problem.js';
import type { Currency } from '../../../../host/currencies.js';
import { findBuiltIn } from '../../../../host/currency-names.js';
import { nearest } from '../../../../scenario/nearest.js';
import { cut, cutJson } from '../../../../shown.js';
import { chainIdOf, chainNamed } from '../../../chains.js';
import { isLedgerCoin, ledgerCoins } from '../../../ledger-coins.js';
import type { IsLedgerToken } from '../../../ledger-tokens.js';
import type { EachRule } from './each.js';

/** An entry as it came: any member may be of any kind. */
export interface ListedCurrency {
  readonly id?: unknown;
  readonly type?: unknown;
  readonly blockchain?: unknown;
  readonly chainId?: unknown;
  readonly contract?: unknown;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
const isToken = ({ type }: ListedCurrency) => type === 'token';

/** Ledger's name of its chain; chainId wins. A chain id we do not know stands for itself. */
export function chainOf({ chainId, blockchain }: ListedCurrency): string | undefined {
  if (typeof chainId !== 'number') return text(blockchain);
  return chainNamed(chainId) ?? `eip155:${chainId}`;
}

const isEvmChain = (chain: string): boolean =>
  chain.startsWith('eip155:') || chainIdOf(chain) !== undefined;

/** Chain and contract; of a coin the chain alone. Undefined where it does not say. */
export function assetOf(currency: ListedCurrency): string | undefined {
  const chain = chainOf(currency);
  if (chain === undefined) return undefined;
  if (!isToken(currency)) return currency.type === 'coin' ? chain : undefined;
  const contract = text(currency.contract);
  if (contract === undefined) return undefined;
  return `${chain} ${isEvmChain(chain) ? contract.toLowerCase() : contract}`;
}

/** Whose contracts have a form we know. */
const CONTRACT_CHAINS = ['tron', 'solana', 'ton'];

function contractCurrency(chain: string): Currency | undefined {
  if (isEvmChain(chain)) return findBuiltIn('ethereum');
  return CONTRACT_CHAINS.includes(chain) ? findBuiltIn(chain) : undefined;
}

export const CURRENCY_RULES: readonly EachRule<ListedCurrency>[] = [
  {
    id: 'CURRENCY_TYPE',
    none: 'no currency is listed',
    look: ({ type }) =>
      type === 'coin' || type === 'token'
        ? 'fine'
        : `type is ${cutJson(type)}: coin or token wanted`,
  },
  {
    id: 'CURRENCY_NO_CHAIN',
    none: 'no currency is listed',
    look: ({ blockchain, chainId }) =>
      text(blockchain) === undefined && (chainId === undefined || chainId === null)
        ? 'neither blockchain nor chainId'
        : 'fine',
  },
  {
    id: 'CURRENCY_CHAIN_UNKNOWN',
    none: 'no currency names its blockchain',
    look: ({ blockchain }) => {
      const name = text(blockchain);
      if (name === undefined) return undefined;
      if (isLedgerCoin(name)) return 'fine';
      const near = nearest(name, [...ledgerCoins()]);
      const hint = near === undefined ? '' : `; did you mean ${near}?`;
      return `blockchain ${cutJson(name)} is no name that we know of Ledger${hint}`;
    },
  },
  {
    id: 'CURRENCY_CHAIN_CONFLICT',
    none: 'no currency gives both blockchain and chainId',
    look: ({ blockchain, chainId }) => {
      const name = text(blockchain);
      if (name === undefined || typeof chainId !== 'number') return undefined;
      const [byId, byName] = [chainNamed(chainId), chainIdOf(name)];
      if (byId === name) return 'fine';
      if (byId !== undefined) return `chainId ${chainId} is ${byId}, blockchain says ${name}`;
      if (byName !== undefined) return `${name} has chainId ${byName}, given is ${chainId}`;
      return undefined;
    },
  },
  {
    id: 'CHAIN_ID_TYPE',
    none: 'no currency has a chainId',
    look: ({ chainId }) => {
      if (chainId === undefined || chainId === null) return undefined;
      return Number.isSafeInteger(chainId)
        ? 'fine'
        : `chainId is ${cutJson(chainId)}: a whole number wanted`;
    },
  },
  {
    id: 'TOKEN_NO_CONTRACT',
    none: 'no token is listed',
    look: (currency) => {
      if (!isToken(currency)) return undefined;
      return text(currency.contract) === undefined ? 'a token without contract' : 'fine';
    },
  },
  {
    id: 'COIN_WITH_CONTRACT',
    none: 'no coin is listed',
    look: ({ type, contract }) => {
      if (type !== 'coin') return undefined;
      return text(contract) === undefined ? 'fine' : `a coin with contract ${cutJson(contract)}`;
    },
  },
  {
    id: 'CONTRACT_SHAPE',
    none: 'no token is on a chain whose contracts have a form we know',
    look: (currency) => {
      const [chain, contract] = [chainOf(currency), text(currency.contract)];
      if (!isToken(currency) || chain === undefined || contract === undefined) return undefined;
      const like = contractCurrency(chain);
      if (like === undefined) return undefined;
      const problem = addressProblem(contract, like);
      return problem === undefined ? 'fine' : `contract ${cutJson(contract)}: ${problem.says}`;
    },
  },
];

export const tokenRule = (isLedgerToken: IsLedgerToken): EachRule<ListedCurrency> => ({
  id: 'TOKEN_NOT_IN_LEDGER',
  none: 'no token is on a chain whose tokens of Ledger we know',
  look: (currency) => {
    const [chain, contract] = [chainOf(currency), text(currency.contract)];
    if (!isToken(currency) || chain === undefined || contract === undefined) return undefined;
    const isKnown = isLedgerToken(chain, contract);
    if (isKnown === undefined) return undefined;
    return isKnown
      ? 'fine'
      : `no LedgerId of our list for ${cut(contract)} on ${chain}: Ledger could not map it`;
  },
});
