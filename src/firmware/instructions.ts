/**
 * Which instructions a release knows and when it takes them (app-exchange `src/apdu_parser.c`). The
 * sets grew twice.
 */
import { INS } from '../exchange/constants.js';
import type { Step } from '../exchange/steps.js';

/** When a release takes an instruction: in which flows, and in which state. */
export interface Admission {
  /** Flow kinds that know the instruction; all when absent. */
  readonly only?: 'swap' | 'sell and fund';
  /** The one state it is taken in; any when absent. */
  readonly step?: Step;
  /** Whether the flow need not be the running one. */
  readonly anyFlow?: boolean;
  /** Taken between the user's approval and the coin app. */
  readonly afterApproval?: boolean;
}

/** By number. An instruction that is absent is not known. */
export type Instructions = Readonly<Record<number, Admission>>;

const BASE: Instructions = {
  [INS.GET_VERSION]: { anyFlow: true },
  [INS.START_NEW_TRANSACTION]: { anyFlow: true, afterApproval: true },
  [INS.SET_PARTNER_KEY]: { step: 'waiting-transaction' },
  [INS.CHECK_PARTNER]: { step: 'provider-set' },
  [INS.PROCESS_TRANSACTION_RESPONSE]: { step: 'provider-checked' },
  [INS.CHECK_TRANSACTION_SIGNATURE]: { step: 'transaction-received' },
  [INS.CHECK_PAYOUT_ADDRESS]: { only: 'swap', step: 'signature-checked' },
  [INS.CHECK_REFUND_ADDRESS]: { only: 'swap', step: 'payout-address-checked' },
  [INS.CHECK_ASSET_IN]: { only: 'sell and fund', step: 'signature-checked' },
  [INS.START_SIGNING_TRANSACTION]: { step: 'waiting-signing', afterApproval: true },
};

/** 2.0.14 and 3.1.0: the refund check is known in every flow, though it comes in turn in swaps alone. */
export const FIRST_INSTRUCTIONS: Instructions = {
  ...BASE,
  [INS.CHECK_REFUND_ADDRESS]: { step: 'payout-address-checked' },
};

/** 3.3.0-dev. */
export const REFUND_CHECK_IN_SWAPS: Instructions = BASE;

/** Checks apart from the review (3.4.0-rc1). */
export const WITH_PROMPT: Instructions = {
  ...BASE,
  [INS.CHECK_REFUND_ADDRESS_NO_DISPLAY]: { only: 'swap', step: 'payout-address-checked' },
  [INS.CHECK_ASSET_IN_NO_DISPLAY]: { only: 'sell and fund', step: 'signature-checked' },
  [INS.PROMPT_UI_DISPLAY]: { step: 'all-addresses-checked' },
};

/** Trusted names (4.2.0, and the prototypes of 4.1.0). */
export const WITH_TRUSTED_NAMES: Instructions = {
  ...WITH_PROMPT,
  [INS.GET_CHALLENGE]: { only: 'swap', step: 'signature-checked' },
  [INS.SEND_TRUSTED_NAME_DESCRIPTOR]: { only: 'swap', step: 'signature-checked' },
};

/** Whether a release has a command for the review; before 3.4.0-rc1 the last check brought it. */
export function hasPrompt({ instructions }: { readonly instructions: Instructions }): boolean {
  return instructions[INS.PROMPT_UI_DISPLAY] !== undefined;
}
