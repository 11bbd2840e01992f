/** Numbers of the PSBT fields the app reads (BIP-174, BIP-370, BIP-371). */

export const GLOBAL = { txVersion: 0x02, fallbackLocktime: 0x03 } as const;

export const INPUT = {
  nonWitnessUtxo: 0x00,
  witnessUtxo: 0x01,
  sighashType: 0x03,
  redeemScript: 0x04,
  bip32Derivation: 0x06,
  previousTxid: 0x0e,
  outputIndex: 0x0f,
  sequence: 0x10,
  tapBip32Derivation: 0x16,
} as const;

export const OUTPUT = {
  bip32Derivation: 0x02,
  amount: 0x03,
  script: 0x04,
  tapBip32Derivation: 0x07,
} as const;

/** Longest script of an output that is spent, and of one that is paid. */
export const MAX_SPENT_SCRIPT = 34;
export const MAX_PAID_SCRIPT = 83;

/** Satoshis there will ever be: no input and no output may have more. */
export const TOTAL_SUPPLY = 2_100_000_000_000_000n;
