/** Status words by their names in app-exchange `src/swap_errors.h`. None was ever renumbered. */

export type StatusWords = Readonly<Record<string, number>>;

export const FIRST_STATUS_WORDS: StatusWords = {
  INCORRECT_COMMAND_DATA: 0x6a80,
  DESERIALIZATION_FAILED: 0x6a81,
  WRONG_TRANSACTION_ID: 0x6a82,
  INVALID_ADDRESS: 0x6a83,
  USER_REFUSED: 0x6a84,
  INTERNAL_ERROR: 0x6a85,
  WRONG_P1: 0x6a86,
  WRONG_P2_SUBCOMMAND: 0x6a87,
  WRONG_P2_EXTENSION: 0x6a88,
  INVALID_P2_EXTENSION: 0x6a89,
  CLASS_NOT_SUPPORTED: 0x6e00,
  MALFORMED_APDU: 0x6e01,
  /** Never returned by any release. */
  INVALID_DATA_LENGTH: 0x6e02,
  INVALID_INSTRUCTION: 0x6d00,
  UNEXPECTED_INSTRUCTION: 0x6d01,
  SIGN_VERIFICATION_FAIL: 0x9d1a,
  SUCCESS: 0x9000,
};

/** 3.4.0-rc1. */
export const WITH_COIN_APP_ERRORS: StatusWords = {
  ...FIRST_STATUS_WORDS,
  MEMORY_CORRUPTION: 0x6a8a,
  AMOUNT_FORMATTING_FAILED: 0x6a8b,
  APPLICATION_NOT_INSTALLED: 0x6a8c,
  WRONG_EXTRA_ID_OR_EXTRA_DATA: 0x6a8d,
};

/** The prototypes of trusted names: some of these numbers came to mean something else. */
export const PROTOTYPE_TLV_ERRORS = {
  WRONG_CHALLENGE: 0x6a8e,
  WRONG_TLV_CONTENT: 0x6a8f,
  MISSING_TLV_CONTENT: 0x6a90,
  WRONG_TLV_FORMAT: 0x6a91,
  WRONG_TLV_KEY_ID: 0x6a92,
  WRONG_TLV_SIGNATURE: 0x6a93,
  NO_CERTIFICATE_LOADED: 0x6a94,
} as const;

/** 4.2.0. */
export const WITH_TLV_ERRORS: StatusWords = {
  ...WITH_COIN_APP_ERRORS,
  WRONG_TLV_CHALLENGE: 0x6a8e,
  WRONG_TLV_CONTENT: 0x6a8f,
  MISSING_TLV_CONTENT: 0x6a90,
  WRONG_TRUSTED_NAME_TLV: 0x6a91,
};

/** 4.2.2. */
export const WITH_DESCRIPTOR_NOT_USED: StatusWords = {
  ...WITH_TLV_ERRORS,
  DESCRIPTOR_NOT_USED: 0x6d02,
};

const { USER_REFUSED, ...UNCHANGED } = WITH_DESCRIPTOR_NOT_USED;

/** 4.3.0: one word more, and USER_REFUSED has another name. */
export const WITH_CROSS_SEED: StatusWords = {
  ...UNCHANGED,
  USER_REFUSED_TRANSACTION: USER_REFUSED!,
  USER_REFUSED_CROSS_SEED: 0x6a92,
};
