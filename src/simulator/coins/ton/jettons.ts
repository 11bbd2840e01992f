/**
 * The jettons the TON app (2.8.1) knows by number, and the address of a jetton wallet. Their wallets
 * differ in what their first state holds. Source: app-ton src/jetton.c, in its order.
 */
import { fromHex } from '../../../bytes.js';
import {
  address,
  type Bits,
  bit,
  type CellRef,
  cellOf,
  coins,
  type TonAddress,
  uint,
} from './cell.js';

interface Jetton {
  readonly ticker: string;
  readonly decimals: number;
  /** The master contract, on the base chain. */
  readonly master: TonAddress;
  readonly code: CellRef;
  readonly state: StateKind;
}

/** What a wallet's data hold beside owner and master, and whether they refer to the code. */
type StateKind = 'usdt' | 'tston' | 'wston' | 'hton' | 'stton';

const NO_COINS = coins();

const DATA: Readonly<
  Record<StateKind, (owner: Bits, master: Bits, code: CellRef) => [readonly Bits[], CellRef[]]>
> = {
  usdt: (owner, master) => [[uint(0, 4), NO_COINS, owner, master], []],
  tston: (owner, master, code) => [[NO_COINS, owner, master, NO_COINS, uint(0, 48)], [code]],
  wston: (owner, master, code) => [[NO_COINS, owner, master, bit(false)], [code]],
  hton: (owner, master) => [[owner, master, NO_COINS, bit(false), NO_COINS], []],
  stton: (owner, master, code) => [[NO_COINS, owner, master], [code]],
};

const JETTONS: readonly Jetton[] = [
  [
    'USDT',
    6,
    'usdt',
    0,
    'b113a994b5024a16719f69139328eb759596c38a25f59028b146fecdc3621dfe',
    '89468f02c78e570802e39979c8516fc38df07ea76a48357e0536f2ba7b3ee37b',
  ],
  [
    'NOT',
    9,
    'usdt',
    0,
    '2f956143c461769579baef2e32cc2d7bc18283f40d20bb03e432cd603ac33ffc',
    '8d28ea421b77e805fea52acf335296499f03aec8e9fd21ddb5f2564aa65c48de',
  ],
  [
    'tsTON',
    9,
    'tston',
    0,
    'bdf3fa8098d129b54b4f73b5bac5d1e1fd91eb054169c3916dfc8ccd536d1000',
    '089621dd77e0a9a4ae44279e592f13d6ab5c55decd60cc9ec36b7c2ae40d1595',
  ],
  [
    'wsTON',
    9,
    'wston',
    7,
    '744a8c6e183c79aa356dd0ffdb3c80857967452c1995a291e18e07ecd2afb0b1',
    'da4d02f6b4ea630416c3349afc75c802151bb16fd647ae9f73bde01773557231',
  ],
  [
    'hTON',
    9,
    'hton',
    0,
    'cf76af318c0872b58a9f1925fc29c156211782b9fb01f56760d292e56123bf87',
    '50b917d9fd5b95760993287677d04812a15aa55e6b71d0f9226ecd7c20c3d82a',
  ],
  [
    'stTON',
    9,
    'stton',
    6,
    'cd872fa7c5816052acdf5332260443faec9aacc8c21cca4d92e7f47034d11892',
    '2d7972f712fc398bc32f6796980ad711907434a311b57fe72d20f7510b2123e6',
  ],
  [
    'STAKED',
    9,
    'tston',
    0,
    'aa0ba121449feda569e02b12fa755d24e834a7454aecf4649590b6df742aac8f',
    '089621dd77e0a9a4ae44279e592f13d6ab5c55decd60cc9ec36b7c2ae40d1595',
  ],
  [
    'CATI',
    9,
    'stton',
    7,
    'fe72f474373e97032441bdb873f9a6d3ad10bab08e6dbc7befa5e42b695f5400',
    'beb0683ebeb8927fe9fc8ec0a18bc7dd17899689825a121eab46c5a3a860d0ce',
  ],
  [
    'DOGS',
    9,
    'usdt',
    0,
    'afc49cb8786f21c87045b19ede78fc6b46c51048513f8e9a6d44060199c1bf0c',
    '8d28ea421b77e805fea52acf335296499f03aec8e9fd21ddb5f2564aa65c48de',
  ],
  [
    'X',
    9,
    'usdt',
    0,
    '78cd9bac1ec6d4daf5533ea8e19689083a8899844742313ef4dc2584ce14cea3',
    '8d28ea421b77e805fea52acf335296499f03aec8e9fd21ddb5f2564aa65c48de',
  ],
].map(([ticker, decimals, state, depth, master, code]) => ({
  ticker: ticker as string,
  decimals: decimals as number,
  master: { chain: 0, hash: fromHex(master as string) },
  code: { depth: depth as number, hash: fromHex(code as string) },
  state: state as StateKind,
}));

/** The jetton of that number, undefined when the app has none. */
export function jettonNumber(id: number): Jetton | undefined {
  return JETTONS[id];
}

/** Account of the wallet that holds the owner's jettons, 32 bytes. */
export function jettonWallet({ state, code, master }: Jetton, owner: TonAddress): Uint8Array {
  const [bits, refs] = DATA[state](address(owner), address(master), code);
  return cellOf([uint(0b00110, 5)], [code, cellOf(bits, refs)]).hash;
}
