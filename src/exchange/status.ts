/**
 * Every status word the Exchange app or the OS around it answers: name as in the firmware
 * (`src/swap_errors.h`), and what it says; what to do about it is in `status-entry.ts`.
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

/** What the device says, one sentence without jargon. */
const SAYS: Readonly<Record<StatusName, string>> = {
  SUCCESS: 'Accepted.',
  INCORRECT_COMMAND_DATA: 'The command data is malformed or does not fit what was said before.',
  DESERIALIZATION_FAILED: 'The payload is not a readable message: its base64url or its protobuf.',
  WRONG_TRANSACTION_ID:
    'The message does not repeat the nonce this device made for this transaction.',
  INVALID_ADDRESS: 'The refund address does not belong to this device.',
  USER_REFUSED_TRANSACTION: 'The user refused the transaction on the device.',
  INTERNAL_ERROR:
    'The app could not go on: a key without the 04 prefix, or a fiat amount whose text does not fit.',
  WRONG_P1: 'P1 is neither 00 (fixed) nor 01 (floating).',
  WRONG_P2_SUBCOMMAND: 'The low half of P2 is not a flow (0 to 5).',
  WRONG_P2_EXTENSION: 'This command may not be sent in chunks.',
  INVALID_P2_EXTENSION: 'The chunks do not follow each other, or are more than 512 bytes together.',
  MEMORY_CORRUPTION: 'The coin app wrote where it must not.',
  AMOUNT_FORMATTING_FAILED: 'The coin app could not write the amount or the fees.',
  APPLICATION_NOT_INSTALLED: 'The app of this coin is not installed.',
  WRONG_EXTRA_ID_OR_EXTRA_DATA:
    'payin_extra_id and payin_extra_data do not go together, or the extra data has a wrong size.',
  WRONG_TLV_CHALLENGE: 'The trusted name answers another challenge.',
  WRONG_TLV_CONTENT: 'The trusted name has a type or source this app does not take.',
  MISSING_TLV_CONTENT: 'The trusted name has no challenge.',
  WRONG_TRUSTED_NAME_TLV:
    'The trusted name was not accepted; the byte in front of the status word says why.',
  USER_REFUSED_CROSS_SEED: 'The user refused because the receive address is not of this device.',
  INVALID_INSTRUCTION: 'The instruction is unknown, or not for this flow.',
  UNEXPECTED_INSTRUCTION: 'The instruction does not belong here in the sequence.',
  DESCRIPTOR_NOT_USED:
    'The trusted name is good but equals neither the payout nor the refund address.',
  CLASS_NOT_SUPPORTED: 'The class byte is not E0.',
  MALFORMED_APDU: 'The APDU is shorter than its header or its length byte is wrong.',
  SIGN_VERIFICATION_FAIL: 'A signature is wrong.',
  LOCKED_DEVICE: 'The device is locked.',
  SIGNING_NOT_SIMULATED:
    'This simulator does not know what this coin app does then (no real device answers this).',
};

const NAMES = new Map<number, StatusName>(
  Object.entries(SW).map(([name, word]) => [word, name as StatusName]),
);

/** The name of a status word; undefined for one that is not the Exchange app's. */
export function statusName(status: number): StatusName | undefined {
  return NAMES.get(status);
}

/** What a status word says; undefined for words no Exchange app answers. */
export function statusSays(status: number): string | undefined {
  const name = NAMES.get(status);
  return name && SAYS[name];
}
