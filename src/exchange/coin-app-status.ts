/**
 * What coin apps answer once they have the wire, and what two experimental Exchange builds did. Refusals of a swap are recorded (SIGNING); the rest
 * is named as the sources of the apps name it.
 */
import { LENGTH, type Row, UNLOCK } from './os-status.js';

/** What to do where the app does not say which one differs. */
export const SIGN_AS_APPROVED =
  'Sign exactly what the user approved: same amount, destination, fees and memo.';
const COMPARE = `${SIGN_AS_APPROVED} The bytes in front of the status word say which one differs, where the app tells: explain 0100 says it.`;
const APPROVE = 'Start again and approve, if the user wants it.';
const TRANSACTION = 'Check the transaction that was sent to the coin app for signing.';
const OPEN_COIN =
  'Send the commands of the coin app that is open; after START_SIGNING_TRANSACTION that is the one of the currency paid with.';

export type AppRow = readonly [...row: Row, who: string];

const TRUSTED =
  'Update the Exchange app: released versions answer 6a91 with a reason byte instead.';
const PKIV = 'Exchange 4.1.0-pkiv1 and -pkiv2, which were experiments';
const SWAP_REFUSED = 'The transaction is not the one the user approved in Exchange.';
const TEMPLATE = "coin apps made from Ledger's template";
const ANY = 'coin apps';

export const COIN_APP_STATUS: readonly AppRow[] = [
  [0x6001, 'SWAP_REFUSED', SWAP_REFUSED, COMPARE, 'Ethereum and EVM apps, Cardano'],
  [0x6b00, 'WRONG_P1_P2', 'P1 or P2 is not known.', OPEN_COIN, ANY],
  [0x6b00, 'SWAP_REFUSED', SWAP_REFUSED, COMPARE, 'Bitcoin'],
  [0x6a8e, 'SWAP_REFUSED', SWAP_REFUSED, COMPARE, 'Tron'],
  [0x6a88, 'SWAP_REFUSED', SWAP_REFUSED, COMPARE, 'NEAR'],
  [0x6e13, 'SWAP_REFUSED', SWAP_REFUSED, COMPARE, 'Cardano, newer versions'],
  [0x6e05, 'SWAP_REFUSED', SWAP_REFUSED, COMPARE, 'Sui'],
  [0xb008, 'SWAP_REFUSED', SWAP_REFUSED, COMPARE, "NEAR; Ledger's template, older versions"],
  [0xb009, 'SWAP_REFUSED', SWAP_REFUSED, COMPARE, 'TON, Stellar'],
  [0xb00a, 'SWAP_REFUSED', SWAP_REFUSED, COMPARE, 'Aptos, Celo'],
  [0xc000, 'SWAP_REFUSED', SWAP_REFUSED, COMPARE, 'Kaspa'],
  [0x6980, 'SWAP_REFUSED', SWAP_REFUSED, COMPARE, 'Hedera, in a swap'],
  [0x6f00, 'SWAP_REFUSED', SWAP_REFUSED, COMPARE, 'Solana, in a swap'],
  [
    0x6c00,
    'INVALID_TRUSTED_INFO',
    'What was told of the token account is malformed, not signed by Ledger, or for another challenge.',
    "Load the certificate, ask for a challenge (E0 20), and send what Ledger's resolver signs for it.",
    'Solana',
  ],
  [
    0x6ca0,
    'INVALID_DYNAMIC_TOKEN',
    'What was told of the token is malformed, or not signed by Ledger.',
    "Load the certificate for coin metadata, and send what Ledger's service signs of the token.",
    'Solana',
  ],
  [
    0x6a81,
    'INVALID_MESSAGE_HEADER',
    'The key of the path is none of those that sign the message.',
    'Make the message with the address of the path among its signers.',
    'Solana',
  ],
  [0x6a83, 'INVALID_MESSAGE_SIZE', 'A length does not match the data.', LENGTH, 'Solana'],
  [
    0x6984,
    'SWAP_REFUSED',
    'The transaction cannot be read, or is not the one the user approved in Exchange: the text in front of the status word says which.',
    COMPARE,
    'Cosmos, Polkadot',
  ],
  [
    0x6985,
    'CONDITIONS_OF_USE_NOT_SATISFIED',
    'The user refused on the device.',
    APPROVE,
    'coin apps and the OS',
  ],
  [0x6985, 'SWAP_REFUSED', SWAP_REFUSED, COMPARE, 'Tezos, XRP, in a swap'],
  [
    0x6986,
    'COMMAND_NOT_ALLOWED',
    'The user refused on the device.',
    APPROVE,
    'Cosmos, Polkadot and their kin',
  ],
  [
    0x6400,
    'EXECUTION_ERROR',
    'Something inside the app went wrong.',
    TRANSACTION,
    'Cosmos, Polkadot and their kin',
  ],
  [
    0x6983,
    'OUTPUT_BUFFER_TOO_SMALL',
    'The answer does not fit.',
    TRANSACTION,
    'Cosmos, Polkadot and their kin',
  ],
  [
    0x6987,
    'TX_NOT_INITIALIZED',
    'A part of a transaction came, and no path before it.',
    TRANSACTION,
    'Cosmos, Polkadot and their kin',
  ],
  [
    0x6501,
    'TRANSACTION_TYPE_NOT_SUPPORTED',
    'The type of the transaction is unknown.',
    TRANSACTION,
    'Ethereum and EVM apps',
  ],
  [
    0x6502,
    'CHAIN_ID_TOO_LARGE',
    'The chain id does not fit.',
    TRANSACTION,
    'Ethereum and EVM apps',
  ],
  [
    0x6a00,
    'ERROR_NO_INFO',
    'It failed for a reason the app does not tell.',
    TRANSACTION,
    'Ethereum and EVM apps',
  ],
  [
    0x911c,
    'COMMAND_NOT_SUPPORTED',
    'This app or this OS cannot do that.',
    'Update the app and the firmware.',
    'Ethereum and EVM apps',
  ],
  [0x6980, 'INVALID_DATA', 'The data cannot be used.', TRANSACTION, ANY],
  [
    0x6981,
    'INCOMPATIBLE_STRUCTURE',
    'The data has a structure the app does not know.',
    TRANSACTION,
    ANY,
  ],
  [
    0x6a80,
    'INVALID_DATA',
    'The transaction cannot be read, or token information is missing.',
    TRANSACTION,
    ANY,
  ],
  [0x6a82, 'NOT_SUPPORTED', 'The app cannot do that.', TRANSACTION, 'Bitcoin'],
  [0x6a86, 'WRONG_P1_P2', 'P1 or P2 is not known.', OPEN_COIN, TEMPLATE],
  [0x6a87, 'WRONG_DATA_LENGTH', 'The data has a wrong length.', LENGTH, TEMPLATE],
  [
    0x6a8a,
    'WRONG_DERIVATION_PATH',
    'The derivation path cannot be used.',
    'Check the path in front of the transaction.',
    'Tron',
  ],
  [
    0x6a8b,
    'DATA_NOT_ALLOWED',
    'The transaction has data and the app is set not to sign it.',
    "Allow it in the app's settings.",
    'Tron',
  ],
  [
    0x6a8c,
    'SIGN_BY_HASH_NOT_ALLOWED',
    'The app is set not to sign hashes.',
    "Allow it in the app's settings.",
    'Tron',
  ],
  [
    0x6a8d,
    'CUSTOM_CONTRACT_NOT_ALLOWED',
    'The app is set not to sign for unknown contracts.',
    "Allow it in the app's settings.",
    'Tron',
  ],
  [
    0x6d00,
    'INS_NOT_SUPPORTED',
    'The instruction is unknown to the app that is open.',
    OPEN_COIN,
    'coin apps and the OS',
  ],
  [
    0x6e00,
    'MALFORMED_APDU',
    'The command or the transaction cannot be read.',
    TRANSACTION,
    'Hedera, in a swap',
  ],
  [0x6e00, 'CLA_NOT_SUPPORTED', 'The class is unknown to the app that is open.', OPEN_COIN, ANY],
  [0x6e02, 'BAD_CLA', 'The class is unknown.', OPEN_COIN, 'Cardano'],
  [0x6e03, 'UNKNOWN_INS', 'The instruction is unknown.', OPEN_COIN, 'Cardano'],
  [
    0x6e04,
    'STILL_IN_CALL',
    'The command before is not finished.',
    'Wait for its answer.',
    'Cardano',
  ],
  [0x6e05, 'INVALID_REQUEST_PARAMETERS', 'P1, P2 or the length is wrong.', LENGTH, 'Cardano'],
  [
    0x6e06,
    'INVALID_STATE',
    'The command does not belong here in the sequence.',
    TRANSACTION,
    'Cardano',
  ],
  [0x6e07, 'INVALID_DATA', 'The transaction cannot be read.', TRANSACTION, 'Cardano'],
  [
    0x6e08,
    'INVALID_DERIVATION_PATH',
    'The derivation path cannot be used.',
    TRANSACTION,
    'Cardano',
  ],
  [0x6e09, 'REJECTED_BY_USER', 'The user refused on the device.', APPROVE, 'Cardano'],
  [0x6e10, 'REJECTED_BY_POLICY', 'The app never signs this.', TRANSACTION, 'Cardano'],
  [0x6e11, 'DEVICE_LOCKED', 'The device is locked.', UNLOCK, 'Cardano'],
  [0xb000, 'WRONG_RESPONSE_LENGTH', 'The answer does not fit.', TRANSACTION, TEMPLATE],
  [0xb001, 'DISPLAY_PATH_FAILED', 'The derivation path cannot be shown.', TRANSACTION, TEMPLATE],
  [0xb002, 'DISPLAY_ADDRESS_FAILED', 'The address cannot be shown.', TRANSACTION, TEMPLATE],
  [0xb003, 'DISPLAY_AMOUNT_FAILED', 'The amount cannot be shown.', TRANSACTION, TEMPLATE],
  [0xb004, 'WRONG_TRANSACTION_LENGTH', 'The transaction is too long.', TRANSACTION, TEMPLATE],
  [0xb005, 'TRANSACTION_PARSING_FAILED', 'The transaction cannot be read.', TRANSACTION, TEMPLATE],
  [
    0xb006,
    'TRANSACTION_HASH_FAILED',
    'The transaction could not be hashed.',
    TRANSACTION,
    TEMPLATE,
  ],
  [0xb007, 'BAD_STATE', 'The command does not belong here in the sequence.', TRANSACTION, TEMPLATE],
  [0xb008, 'SIGNATURE_FAILED', 'The app could not sign.', TRANSACTION, TEMPLATE],
  [
    0x6808,
    'BLIND_SIGNATURE_REQUIRED',
    'The app cannot show this transaction, and is set not to sign what it cannot show.',
    "Send a transaction it can show, or allow blind signing in the app's settings.",
    'Solana',
  ],
  [0x0002, 'INVALID_PARAMETER', 'A path or a block is missing, or is none.', TRANSACTION, 'Sui'],
  [
    0x0008,
    'NOT_SUPPORTED',
    'The transaction is no payment the app understands, or cannot be read.',
    'Send one payment to one recipient, with the objects of the coins it names.',
    'Sui',
  ],
  [0x6850, 'PARSE_ERROR', 'The path has too many elements.', TRANSACTION, 'Sui'],
  [
    0xb00b,
    'BIP32_PATH_PARSING_FAILED',
    'The derivation path does not have five elements.',
    'Send five indices of four bytes each, without their count.',
    'NEAR',
  ],
  [
    0xb00d,
    'PUBLIC_KEY_MISMATCH',
    'The public key in the transaction is not the one of the derivation path.',
    'Make the transaction with the key of that path.',
    'NEAR',
  ],
  [
    0x6f01,
    'SIGN_VERIFY_ERROR',
    'The app could not sign.',
    TRANSACTION,
    'Cosmos, Polkadot and their kin',
  ],
  [
    0xb00b,
    'TRUSTED_PROPERTIES_TOO_LONG',
    'What the app vouches for does not fit in its answer.',
    'Send fewer commands of the stream at a time.',
    'Ledger Sync',
  ],
  [
    0xe000,
    'INTERRUPTED_EXECUTION',
    'Not an error: the app asks the host for data.',
    "Answer what it asks with F8 01, as Ledger's Bitcoin client does.",
    'Bitcoin',
  ],
  [
    0xe000,
    'PANIC',
    'The app has stopped in the middle of a command; the swap is over.',
    TRANSACTION,
    'NEAR, Sui and others on the Rust SDK',
  ],
  [0x6a91, 'WRONG_TLV_FORMAT', 'The trusted name is malformed.', TRUSTED, PKIV],
  [0x6a92, 'WRONG_TLV_KEY_ID', 'The key id of the trusted name is another.', TRUSTED, PKIV],
  [0x6a93, 'WRONG_TLV_SIGNATURE', 'The signature of the trusted name is wrong.', TRUSTED, PKIV],
  [0x6a94, 'NO_CERTIFICATE', 'No certificate was loaded before.', TRUSTED, PKIV],
  [0x6a95, 'WRONG_CERTIFICATE_USAGE', 'The certificate is for something else.', TRUSTED, PKIV],
];
