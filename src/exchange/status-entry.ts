/** What to do about a status word, apart from what it says: only who explains one needs it. */
import { type StatusName, statusName, statusSays } from './status.js';

/** What a status word of the Exchange app means, and what to do. */
export interface StatusEntry {
  /** What the device says, one sentence without jargon. */
  readonly says: string;
  /** What to look at or change, one or two sentences. */
  readonly fix: string;
}

/** What to look at or change. */
const FIXES: Readonly<Record<StatusName, string>> = {
  SUCCESS: 'Nothing to do.',
  INCORRECT_COMMAND_DATA:
    'Check lengths and selectors of this command; at a coin check, that the ticker of the coin configuration equals the currency in the message.',
  DESERIALIZATION_FAILED:
    'Check that the payload is base64url of the right protobuf message and that no field is longer than this firmware allows.',
  WRONG_TRANSACTION_ID:
    'Copy the nonce of this very transaction into the message as raw bytes: 32 bytes in device_transaction_id_ng (swap) or device_transaction_id (sell, fund). An answer made before this transaction is judged with its own nonce by `check --nonce`; `run --build test` makes the device repeat one nonce.',
  INVALID_ADDRESS:
    "Send back the user's refund address unchanged, letter for letter, and check the derivation path the host sent.",
  USER_REFUSED_TRANSACTION: 'Nothing is broken: start a new transaction if the user wants one.',
  INTERNAL_ERROR:
    'Send an uncompressed public key (65 bytes, first byte 04); keep the exponent of out_amount small.',
  WRONG_P1: 'Put the rate in P1.',
  WRONG_P2_SUBCOMMAND:
    'Put the flow in the low half of P2: 0 SWAP, 1 SELL, 2 FUND, 3 SWAP_NG, 4 SELL_NG, 5 FUND_NG.',
  WRONG_P2_EXTENSION:
    'Use the chunk bits of P2 (10, 20) only for PROCESS_TRANSACTION_RESPONSE of the NG flows.',
  INVALID_P2_EXTENSION:
    'Send the chunks of one command in a row with the same P1 and flow, 512 bytes at most: shorten the payload.',
  MEMORY_CORRUPTION: 'This is a defect of the coin app: report it to Ledger.',
  AMOUNT_FORMATTING_FAILED:
    'Check that the amount is an unsigned big-endian number of base units in a size this coin knows, and that the coin configuration is complete.',
  APPLICATION_NOT_INSTALLED:
    "Install the coin's app on the device (simulator: add it to --apps), then send the same command again.",
  WRONG_EXTRA_ID_OR_EXTRA_DATA:
    'Use one of the two; payin_extra_data is empty, the single byte 00, or 33 bytes.',
  WRONG_TLV_CHALLENGE: 'Ask GET_CHALLENGE right before: every descriptor, good or bad, renews it.',
  WRONG_TLV_CONTENT: 'Type and source must both be 6.',
  MISSING_TLV_CONTENT: 'Add tag 12 with the challenge of GET_CHALLENGE.',
  WRONG_TRUSTED_NAME_TLV:
    'Look at the reason byte: structure (01 to 08) or certificate and signature (81 to 84).',
  USER_REFUSED_CROSS_SEED:
    'Check that payout_address is the address the host asked for, letter for letter.',
  INVALID_INSTRUCTION:
    'Check INS against the flow in P2, and that the Exchange app is the one that is open.',
  UNEXPECTED_INSTRUCTION:
    'Send the commands in order, with the flow given at START_NEW_TRANSACTION; nothing is taken while a review is on screen.',
  DESCRIPTOR_NOT_USED:
    'Send it only when the message contains this name, before CHECK_PAYOUT_ADDRESS.',
  CLASS_NOT_SUPPORTED: 'Send CLA E0.',
  MALFORMED_APDU: 'Send CLA INS P1 P2 Lc and exactly Lc bytes of data.',
  SIGN_VERIFICATION_FAIL:
    "Sign SHA-256 of '.' followed by the payload text exactly as sent, with the registered key, as 64 bytes r and s.",
  LOCKED_DEVICE: 'Enter the PIN on the device, then send the command again.',
  SIGNING_NOT_SIMULATED:
    'Sign a plain payment of a coin that signs here, stop after START_SIGNING_TRANSACTION, or sign on an emulator or a device.',
};

/** What a status word means; undefined for words no Exchange app answers. */
export function statusEntry(status: number): StatusEntry | undefined {
  const name = statusName(status);
  const says = statusSays(status);
  return name === undefined || says === undefined ? undefined : { says, fix: FIXES[name] };
}
