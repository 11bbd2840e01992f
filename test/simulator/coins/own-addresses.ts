/** Addresses of the default seed, and the question whether an address is its own. */
import { concat, EMPTY, utf8 } from '../../../src/bytes.js';
import type { CoinAppName } from '../../../src/simulator/coins/registry.js';
import { appNamed, pathBytes, wallet, withLength } from './questions.js';

/** Parameters of the apps that want a kind of address in front of the path. */
export const kind = (byte: number, path: string) => concat(Uint8Array.of(byte), pathBytes(path));
const cosmosPrefix = withLength(utf8('cosmos'));

/** As Ledger's own tests and other wallets give. */
export const OWN: [CoinAppName, Uint8Array, string, Uint8Array?][] = [
  ['Ethereum', pathBytes("m/44'/60'/0'/0/0"), '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D'],
  ['Bitcoin', kind(2, "m/84'/0'/0'/0/0"), 'bc1qqtl9jlrwcr3fsfcjj2du7pu6fcgaxl5dsw2vyg'],
  ['Litecoin', kind(1, "m/49'/2'/0'/0/0"), 'MJovkMvQ2rXXUj7TGVvnQyVMWghSdqZsmu'],
  ['Litecoin', kind(2, "m/84'/2'/0'/0/0"), 'ltc1qrxrnmaczk7dfle83a5sxvap73320eh5zkuv05e'],
  ['XRP', pathBytes("m/44'/144'/0'/0/0"), 'ra7Zr8ddy9tB88RaXL8B87YkqhEJG2vkAJ'],
  [
    'Stellar',
    pathBytes("m/44'/148'/0'"),
    'GCNCEJIAZ5D3APIF5XWAJ3JSSTHM4HPHE7GK3NAB6R6WWSZDB2A2BQ5B',
  ],
  ['Tron', pathBytes("m/44'/195'/0'"), 'TNbtZSpknaQvC7jPCLU4znJMgm8fhuGTTY'],
  ['Tezos Wallet', pathBytes("m/44'/1729'/0'"), 'tz1YPjCVqgimTAPmxZX9egDeTFRCmrTRqmp9'],
  ['TON', pathBytes("m/44'/607'/0'/0'/0'/0'"), 'UQDWey_FGPhd3phmerdVXi-zUIujfyO4-29y_VT1yD0meY1n'],
  [
    'Cardano ADA',
    pathBytes("m/1852'/1815'/0'/0/0"),
    'addr1q9kl5z2zd9vakyprvw0g68c8hv0y0rnj93htc82hh2rs8wwmyx0wtn56wnuclkku9hsnal8dtg25a7x56svjn4dlnlmq7quz6p',
  ],
  [
    'Cardano ADA',
    pathBytes("m/44'/1815'/0'/0/0"),
    'Ae2tdPwUPEZEvjAYDYFfaJ4ZDELKcyxLQUwxADi5V8gmzBjvxtt3LqZxgSq',
  ],
  [
    'Aptos',
    pathBytes("m/44'/637'/0'"),
    '0x8f13f355f3af444bd356adeaaaf01235a7817d6a4417f5c9fa3d74a68f7b7afd',
  ],
  [
    'Cosmos',
    pathBytes("m/44'/118'/5'/0/3"),
    'cosmos14fvk5p9v2mkxpgu2fnyqk753udp536q9xamvmz',
    cosmosPrefix,
  ],
  [
    'Kaspa',
    pathBytes("m/44'/111111'/0'/0/0"),
    'kaspa:qqhpcp4zd26y6wcdsqt3s8dk2zwd37cvdx2x4yv059fyc7cmuw9dgz5gl4tav',
  ],
  ['Polkadot', kind(0, "m/44'/354'/0'/0'/0'"), '14TwSqXEoCPK7Q7Jnk2RFzbPZXppsxz24bHaQ7fakwio7DFn'],
  [
    'Hedera',
    pathBytes("m/44'/3030'/12345'"),
    '698f0bad5c0c043a5f09cdcbb4c48ddcf6fb2886fa006df26298003fd59dc7c9',
  ],
  ['Solana', pathBytes("m/44'/501'/12345'"), '3GJzvStsiYZonWE7WTsmt1BpWXkfcgWMGinaDwNs9HBc'],
  ['Solana', pathBytes("m/44'/501'/11111'"), 'AxmUF3qkdz1zs151Q5WttVMkFpFGQPwghZs4d1mwY55d'],
  [
    'Sui',
    pathBytes("m/44'/784'/12345'"),
    '0xd5a6dc2129672c36d318ecc28c96a25fdf640933d6ed8840b1f78171f50f9cc9',
  ],
  [
    'NEAR',
    pathBytes("m/44'/397'/0'/0'/1'"),
    'c4f5941e81e071c2fd1dae2e71fd3d859d462484391d9a90bf219211dcbb320f',
  ],
  ['Celo', pathBytes("m/44'/52752'/0'/0/0"), '0x197657b428707c304a5Ee9BA09aF7d13D17BF0D9'],
];

export const owns = (
  name: CoinAppName,
  parameters: Uint8Array,
  address: string,
  { configuration = EMPTY, extraId = '' }: { configuration?: Uint8Array; extraId?: string } = {},
) => appNamed(name).checkAddress({ wallet, configuration, parameters, address, extraId });
