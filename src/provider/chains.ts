/** EVM chain ids and Ledger's names of the chains, as far as both are known here. */
const EVM_CHAINS: Readonly<Record<number, string>> = {
  1: 'ethereum',
  10: 'optimism',
  14: 'flare',
  19: 'songbird',
  25: 'cronos',
  30: 'rsk',
  40: 'telos_evm',
  42: 'lukso',
  50: 'xdc',
  56: 'bsc',
  57: 'syscoin',
  61: 'ethereum_classic',
  106: 'velas_evm',
  137: 'polygon',
  143: 'monad',
  146: 'sonic',
  199: 'bittorrent',
  246: 'energy_web',
  250: 'fantom',
  288: 'boba',
  324: 'zksync',
  592: 'astar',
  999: 'hyperevm',
  1030: 'conflux',
  1088: 'metis',
  1101: 'polygon_zk_evm',
  1116: 'core',
  1284: 'moonbeam',
  1285: 'moonriver',
  1329: 'sei_network_evm',
  1514: 'story',
  2222: 'kava_evm',
  5000: 'mantle',
  8217: 'klaytn',
  8453: 'base',
  9001: 'evmos_evm',
  42161: 'arbitrum',
  42220: 'celo',
  42793: 'etherlink',
  43114: 'avalanche_c_chain',
  59144: 'linea',
  80094: 'berachain',
  81457: 'blast',
  200901: 'bitlayer',
  534352: 'scroll',
  747474: 'katana',
  245022934: 'neon_evm',
};

const IDS: ReadonlyMap<string, number> = new Map(
  Object.entries(EVM_CHAINS).map(([id, name]) => [name, Number(id)]),
);

/** Ledger's name of an EVM chain. */
export const chainNamed = (chainId: number): string | undefined => EVM_CHAINS[chainId];

/** The chain id behind Ledger's name; undefined where it is no EVM chain, or none we know. */
export const chainIdOf = (blockchain: string): number | undefined => IDS.get(blockchain);
