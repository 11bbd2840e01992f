/** Ledger's ids of the built-in currencies (provider-api.md#ledger-ids). */
import { CURRENCIES, type Currency } from '../currencies.js';

/** By id of the built-in currency, where Ledger's is another. */
const OTHERS: Readonly<Record<string, string>> = {
  usdt: 'ethereum/erc20/usd_tether__erc20_',
  usdc: 'ethereum/erc20/usd__coin',
  dai: 'ethereum/erc20/dai_stablecoin_v2_0',
  'usdt-bsc': 'bsc/bep20/binance-peg_bsc-usd',
  'usdc-polygon': 'polygon/erc20/usd_coin',
  avalanche: 'avalanche_c_chain',
  'ethereum-classic': 'ethereum_classic',
  xrp: 'ripple',
  osmosis: 'osmo',
  'usdt-tron': 'tron/trc20/tr7nhqjekqxgtci8q8zy4pl8otszgjlj6t',
  'usdc-tron': 'tron/trc20/tekxitehnzsmse2xqrbj4w32run966rdz8',
  'usdt-ton': 'ton/jetton/eqcxe6mutqjkfngfarotkot1lzbdiix1kcixrv7nw2id_sds',
  'usdc-solana': 'solana/spl/epjfwdd5aufqssqem2qn1xzybapc8g4weggkzwytdt1v',
  'usdc-sui':
    'sui/coin/usdc_0xdba34672e30cb065b1f93e3ab55318768fd6fef66c15942c9f7cb846e2f900e7::usdc::usdc',
};

export const ledgerIdOf = ({ id }: Pick<Currency, 'id'>): string => OTHERS[id] ?? id;

const BY_LEDGER_ID: ReadonlyMap<string, Currency> = new Map(
  CURRENCIES.map((currency) => [ledgerIdOf(currency), currency]),
);

/** Letter for letter. */
export const currencyOfLedgerId = (id: string): Currency | undefined => BY_LEDGER_ID.get(id);

export const BUILT_IN_LEDGER_IDS: readonly string[] = [...BY_LEDGER_ID.keys()];
