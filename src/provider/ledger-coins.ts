/**
 * Ids of coins (not tokens) in Ledger's list of currencies, main networks only; state of late 2025,
 * from the public package @ledgerhq/cryptoassets. New coins come: an id that is not here may be one.
 */
const COINS = `
  LBRY acala aergo aeternity aion akroma aleph_zero algorand apothem_network aptos arbitrum
  ardor ark artis_sigma1 arweave assethub_polkadot assethub_westend astar atheios
  avalanche_c_chain avalanche_c_chain_fuji axelar babylon banano base berachain bifrost
  binance_beacon_chain bitcoin bitcoin_cash bitcoin_gold bitcoin_private bitlayer bittorrent
  blast boba bsc callisto canton_network cardano casper celo celo_alfajores centrifuge clubcoin
  concordium conflux constellation core coreum cosmos coti cronos crypto_org crypto_org_croeseid
  cube dash decred desmos dexon digibyte dock dogecoin dydx edgeware elastos ellaism elrond
  energi energy_web eos ergo ether1 ethereum ethereum_classic ethereum_holesky ethereum_hoodi
  ethereum_pow ethergem etherlink ethersocial everscale evmos_evm expanse factom fantom fic
  filecoin filecoin_calibration fio firmachain firo flare flare_coston flow game_credits
  genshiro gnosis gochain grin groestcoin handshake harmony_one hathor hcash hedera helium hive
  hpb hycon hydra hyperevm icon id4good injective internet_computer iota iota_evm iotex iov juno
  kadena kardia_chain karura kaspa katana kava_evm kcc kin klaytn klaytn_baobab komodo kusama
  lbry linea liquid_btc lisk litecoin lto_network lukso mantle mantra medibloc meter metis
  mimblewimblecoin mina mix mobilecoin monad monero moonbeam moonriver multivac multiversx
  musicoin nano near nem neo neon_evm nervos neutron nimiq nix nodle nos nyx oasis_network oasys
  okbchain okxchain onomy ontology optimism osmo oxen palm_network particl peercoin pendulum
  persistence pirl pivx platon plume poa pocket polkadex polkadot polygon polygon_amoy
  polygon_mumbai polygon_zk_evm polymesh poswallet provenance pulsechain qrl qtum quicksilver
  radix ravencoin reef reosc resistance ripple rise rsk safecoin scroll secret_network sei_evm
  sei_network sei_network_evm shape shiden_evm shido shimmer shyft siacoin solana solar songbird
  sonic sonic_blaze stacks stakenet stargaze starknet statemine statemint stealthcoin stellar
  story stratis stride sui symbol syscoin tecracoin telos_evm terra tezos theta thorchain
  thundercore tomo ton tron ubiq umee vechain velas_evm venidium venom vertcoin viacoin viction
  wanchain waves webchain westend xdc xion xx_network zcash zclassic zcoin zencash zenrock
  zilliqa zksync
`;

const KNOWN: ReadonlySet<string> = new Set(COINS.trim().split(/\s+/));

/** Also the first part of a token's id: `ethereum` of `ethereum/erc20/aave`. */
export const isLedgerCoin = (id: string): boolean => KNOWN.has(id);

export const LEDGER_COINS: readonly string[] = [...KNOWN];
