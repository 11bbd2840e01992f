/**
 * What coin apps call the commands that come to them while they have the wire: names of their own
 * documents and sources, by class and instruction.
 */

type Names = Readonly<Record<number, string>>;

const ETHEREUM: Names = {
  57346: 'GET_PUBLIC_KEY',
  57348: 'SIGN_TRANSACTION',
  57350: 'GET_APP_CONFIGURATION',
  57352: 'SIGN_PERSONAL_MESSAGE',
  57354: 'PROVIDE_ERC20_TOKEN_INFORMATION',
  57356: 'SIGN_EIP712_MESSAGE',
  57360: 'SET_ETH2_WITHDRAWAL_INDEX',
  57364: 'PROVIDE_NFT_INFORMATION',
  57376: 'GET_CHALLENGE',
  57378: 'PROVIDE_TRUSTED_NAME',
  57392: 'PROVIDE_NETWORK_INFORMATION',
  57394: 'PROVIDE_TX_SIMULATION',
};

/** As Ledger's boilerplate numbers them. */
const boilerplate = (cla: number): Names => ({
  [cla * 256 + 0x03]: 'GET_VERSION',
  [cla * 256 + 0x04]: 'GET_APP_NAME',
  [cla * 256 + 0x05]: 'GET_PUBLIC_KEY',
  [cla * 256 + 0x06]: 'SIGN_TX',
});

/** By the name of the app, as it is installed. */
const NAMES: Readonly<Record<string, Names>> = {
  Ethereum: ETHEREUM,
  'Ethereum Classic': ETHEREUM,
  Celo: {
    57346: 'GET_PUBLIC_KEY',
    57348: 'SIGN_TRANSACTION',
    57350: 'GET_APP_CONFIGURATION',
    57352: 'SIGN_PERSONAL_MESSAGE',
    57354: 'PROVIDE_ERC20_TOKEN_INFORMATION',
    57356: 'GET_APP_TYPE',
  },
  Bitcoin: {
    57600: 'GET_EXTENDED_PUBKEY',
    57602: 'REGISTER_WALLET',
    57603: 'GET_WALLET_ADDRESS',
    57604: 'SIGN_PSBT',
    57605: 'GET_MASTER_FINGERPRINT',
    57616: 'SIGN_MESSAGE',
    63489: 'CONTINUE',
  },
  Litecoin: {
    57366: 'GET_COIN_VERSION',
    57408: 'GET_WALLET_PUBLIC_KEY',
    57410: 'GET_TRUSTED_INPUT',
    57412: 'HASH_INPUT_START',
    57416: 'HASH_SIGN',
    57418: 'HASH_INPUT_FINALIZE_FULL',
  },
  Tron: {
    57346: 'GET_PUBLIC_KEY',
    57348: 'SIGN',
    57350: 'GET_APP_CONFIGURATION',
    57352: 'SIGN_PERSONAL_MESSAGE',
  },
  TON: {
    ...boilerplate(0xe0),
    57352: 'GET_ADDRESS_PROOF',
    57353: 'SIGN_DATA',
    57354: 'GET_APP_SETTINGS',
  },
  Kaspa: { ...boilerplate(0xe0), 57351: 'SIGN_MESSAGE' },
  Aptos: boilerplate(0x5b),
  Stellar: { 57346: 'GET_PUBLIC_KEY', 57348: 'SIGN_TX', 57350: 'GET_APP_CONFIGURATION' },
  XRP: { 57346: 'GET_PUBLIC_KEY', 57348: 'SIGN', 57350: 'GET_APP_CONFIGURATION' },
  Hedera: { 57345: 'GET_APP_CONFIGURATION', 57346: 'GET_PUBLIC_KEY', 57348: 'SIGN_TRANSACTION' },
  Solana: {
    57348: 'GET_APP_CONFIGURATION',
    57349: 'GET_PUBKEY',
    57350: 'SIGN_MESSAGE',
    57351: 'SIGN_OFFCHAIN_MESSAGE',
    57376: 'GET_CHALLENGE',
    57377: 'PROVIDE_TRUSTED_INFO',
    57378: 'PROVIDE_DYNAMIC_DESCRIPTOR',
  },
  Cosmos: { 21760: 'GET_VERSION', 21762: 'SIGN_SECP256K1', 21764: 'GET_ADDR_SECP256K1' },
  Polkadot: { 63744: 'GET_VERSION', 63745: 'GET_ADDR', 63746: 'SIGN', 63747: 'SIGN_RAW' },
  'Cardano ADA': {
    55040: 'GET_VERSION',
    55056: 'GET_EXT_PUB_KEY',
    55057: 'DERIVE_ADDRESS',
    55073: 'SIGN_TX',
  },
  'Tezos Wallet': {
    32768: 'VERSION',
    32770: 'GET_PUBLIC_KEY',
    32771: 'PROMPT_PUBLIC_KEY',
    32772: 'SIGN',
    32777: 'GIT',
    32783: 'SIGN_WITH_HASH',
  },
  NEAR: {
    32770: 'SIGN',
    32772: 'GET_PUBLIC_KEY',
    32773: 'GET_WALLET_ID',
    32774: 'GET_VERSION',
    32775: 'SIGN_NEP413_MESSAGE',
    32776: 'SIGN_NEP366_DELEGATE_ACTION',
  },
  Sui: {
    0: 'GET_VERSION',
    1: 'VERIFY_ADDRESS',
    2: 'GET_PUBKEY',
    3: 'SIGN',
    34: 'PROVIDE_DYNAMIC_DESCRIPTOR',
  },
};

/** Undefined for an app or a command we know no name of. */
export function coinCommandName(app: string, cla: number, ins: number): string | undefined {
  return Object.hasOwn(NAMES, app) ? NAMES[app]![cla * 256 + ins] : undefined;
}
