/**
 * Every status word the Exchange app or the OS around it answers: name as in the firmware
 * (`src/swap_errors.h`), what it says, and what to do about it. The one place for these texts.
 */

export const SW = {
  SUCCESS: 0x9000,
  INCORRECT_COMMAND_DATA: 0x6a80,
  DESERIALIZATION_FAILED: 0x6a81,
  WRONG_TRANSACTION_ID: 0x6a82,
  INVALID_ADDRESS: 0x6a83,
  USER_REFUSED_TRANSACTION: 0x6a84,
  INTERNAL_ERROR: 0x6a85,
  WRONG_P1: 0x6a86,
  WRONG_P2_SUBCOMMAND: 0x6a87,
  WRONG_P2_EXTENSION: 0x6a88,
  INVALID_P2_EXTENSION: 0x6a89,
  MEMORY_CORRUPTION: 0x6a8a,
  AMOUNT_FORMATTING_FAILED: 0x6a8b,
  APPLICATION_NOT_INSTALLED: 0x6a8c,
  WRONG_EXTRA_ID_OR_EXTRA_DATA: 0x6a8d,
  WRONG_TLV_CHALLENGE: 0x6a8e,
  WRONG_TLV_CONTENT: 0x6a8f,
  MISSING_TLV_CONTENT: 0x6a90,
  WRONG_TRUSTED_NAME_TLV: 0x6a91,
  USER_REFUSED_CROSS_SEED: 0x6a92,
  INVALID_INSTRUCTION: 0x6d00,
  UNEXPECTED_INSTRUCTION: 0x6d01,
  DESCRIPTOR_NOT_USED: 0x6d02,
  CLASS_NOT_SUPPORTED: 0x6e00,
  MALFORMED_APDU: 0x6e01,
  SIGN_VERIFICATION_FAIL: 0x9d1a,
  /** Answered by the OS, whatever app is open. */
  LOCKED_DEVICE: 0x5515,
  /** Not a word of any device: this simulator does not know what the coin app does then. */
  SIGNING_NOT_SIMULATED: 0x6f42,
} as const;

/** The name of a status word, as in the firmware. */
export type StatusName = keyof typeof SW;

/** What a status word of the Exchange app means, and what to do. */
export interface StatusEntry {
  /** What the device says, one sentence without jargon. */
  readonly says: string;
  /** What to look at or change, one or two sentences. */
  readonly fix: string;
}

const ENTRIES: Readonly<Record<StatusName, StatusEntry>> = {
  SUCCESS: { says: 'Accepted.', fix: 'Nothing to do.' },
  INCORRECT_COMMAND_DATA: {
    says: 'The command data is malformed or does not fit what was said before.',
    fix: 'Check lengths and selectors of this command; at a coin check, that the ticker of the coin configuration equals the currency in the message.',
  },
  DESERIALIZATION_FAILED: {
    says: 'The payload is not a readable message: its base64url or its protobuf.',
    fix: 'Check that the payload is base64url of the right protobuf message and that no field is longer than this firmware allows.',
  },
  WRONG_TRANSACTION_ID: {
    says: 'The message does not repeat the nonce this device made for this transaction.',
    fix: 'Copy the nonce of this very transaction into the message as raw bytes: 32 bytes in device_transaction_id_ng (swap) or device_transaction_id (sell, fund). An answer made before this transaction is judged with its own nonce by `check --nonce`; `run --build test` makes the device repeat one nonce.',
  },
  INVALID_ADDRESS: {
    says: 'The refund address does not belong to this device.',
    fix: "Send back the user's refund address unchanged, letter for letter, and check the derivation path the host sent.",
  },
  USER_REFUSED_TRANSACTION: {
    says: 'The user refused the transaction on the device.',
    fix: 'Nothing is broken: start a new transaction if the user wants one.',
  },
  INTERNAL_ERROR: {
    says: 'The app could not go on: a key without the 04 prefix, or a fiat amount whose text does not fit.',
    fix: 'Send an uncompressed public key (65 bytes, first byte 04); keep the exponent of out_amount small.',
  },
  WRONG_P1: { says: 'P1 is neither 00 (fixed) nor 01 (floating).', fix: 'Put the rate in P1.' },
  WRONG_P2_SUBCOMMAND: {
    says: 'The low half of P2 is not a flow (0 to 5).',
    fix: 'Put the flow in the low half of P2: 0 SWAP, 1 SELL, 2 FUND, 3 SWAP_NG, 4 SELL_NG, 5 FUND_NG.',
  },
  WRONG_P2_EXTENSION: {
    says: 'This command may not be sent in chunks.',
    fix: 'Use the chunk bits of P2 (10, 20) only for PROCESS_TRANSACTION_RESPONSE of the NG flows.',
  },
  INVALID_P2_EXTENSION: {
    says: 'The chunks do not follow each other, or are more than 512 bytes together.',
    fix: 'Send the chunks of one command in a row with the same P1 and flow, 512 bytes at most: shorten the payload.',
  },
  MEMORY_CORRUPTION: {
    says: 'The coin app wrote where it must not.',
    fix: 'This is a defect of the coin app: report it to Ledger.',
  },
  AMOUNT_FORMATTING_FAILED: {
    says: 'The coin app could not write the amount or the fees.',
    fix: 'Check that the amount is an unsigned big-endian number of base units in a size this coin knows, and that the coin configuration is complete.',
  },
  APPLICATION_NOT_INSTALLED: {
    says: 'The app of this coin is not installed.',
    fix: "Install the coin's app on the device (simulator: add it to --apps), then send the same command again.",
  },
  WRONG_EXTRA_ID_OR_EXTRA_DATA: {
    says: 'payin_extra_id and payin_extra_data do not go together, or the extra data has a wrong size.',
    fix: 'Use one of the two; payin_extra_data is empty, the single byte 00, or 33 bytes.',
  },
  WRONG_TLV_CHALLENGE: {
    says: 'The trusted name answers another challenge.',
    fix: 'Ask GET_CHALLENGE right before: every descriptor, good or bad, renews it.',
  },
  WRONG_TLV_CONTENT: {
    says: 'The trusted name has a type or source this app does not take.',
    fix: 'Type and source must both be 6.',
  },
  MISSING_TLV_CONTENT: {
    says: 'The trusted name has no challenge.',
    fix: 'Add tag 12 with the challenge of GET_CHALLENGE.',
  },
  WRONG_TRUSTED_NAME_TLV: {
    says: 'The trusted name was not accepted; the byte in front of the status word says why.',
    fix: 'Look at the reason byte: structure (01 to 08) or certificate and signature (81 to 84).',
  },
  USER_REFUSED_CROSS_SEED: {
    says: 'The user refused because the receive address is not of this device.',
    fix: 'Check that payout_address is the address the host asked for, letter for letter.',
  },
  INVALID_INSTRUCTION: {
    says: 'The instruction is unknown, or not for this flow.',
    fix: 'Check INS against the flow in P2, and that the Exchange app is the one that is open.',
  },
  UNEXPECTED_INSTRUCTION: {
    says: 'The instruction does not belong here in the sequence.',
    fix: 'Send the commands in order, with the flow given at START_NEW_TRANSACTION; nothing is taken while a review is on screen.',
  },
  DESCRIPTOR_NOT_USED: {
    says: 'The trusted name is good but equals neither the payout nor the refund address.',
    fix: 'Send it only when the message contains this name, before CHECK_PAYOUT_ADDRESS.',
  },
  CLASS_NOT_SUPPORTED: { says: 'The class byte is not E0.', fix: 'Send CLA E0.' },
  MALFORMED_APDU: {
    says: 'The APDU is shorter than its header or its length byte is wrong.',
    fix: 'Send CLA INS P1 P2 Lc and exactly Lc bytes of data.',
  },
  SIGN_VERIFICATION_FAIL: {
    says: 'A signature is wrong.',
    fix: "Sign SHA-256 of '.' followed by the payload text exactly as sent, with the registered key, as 64 bytes r and s.",
  },
  LOCKED_DEVICE: {
    says: 'The device is locked.',
    fix: 'Enter the PIN on the device, then send the command again.',
  },
  SIGNING_NOT_SIMULATED: {
    says: 'This simulator does not know what this coin app does then (no real device answers this).',
    fix: 'Sign a plain payment of a coin that signs here, stop after START_SIGNING_TRANSACTION, or sign on an emulator or a device.',
  },
};

const NAMES = new Map<number, StatusName>(
  Object.entries(SW).map(([name, word]) => [word, name as StatusName]),
);

/** The name of a status word; undefined for one that is not the Exchange app's. */
export function statusName(status: number): StatusName | undefined {
  return NAMES.get(status);
}

/** What a status word means; undefined for words no Exchange app answers. */
export function statusEntry(status: number): StatusEntry | undefined {
  const name = NAMES.get(status);
  return name && ENTRIES[name];
}
