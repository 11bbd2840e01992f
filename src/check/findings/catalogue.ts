/**
 * Every finding, once: what it is called, why it matters, what to do, an example. The texts of a
 * topic lie beside its rule, in `rules/<topic>/findings.ts`; `docs/findings.md`, `explain` and the
 * list of codes are made from them, in this order.
 */
import { ADDRESS_FINDINGS } from '../rules/address/findings.js';
import { AMOUNT_FINDINGS } from '../rules/amount/findings.js';
import { ANSWER_FINDINGS } from '../rules/answer/findings.js';
import { CURRENCY_FINDINGS } from '../rules/currency/findings.js';
import { DEVICE_FINDINGS } from '../rules/device/findings.js';
import type { Entry } from '../rules/entry.js';
import { FIAT_FINDINGS } from '../rules/fiat/findings.js';
import { MEMO_FINDINGS } from '../rules/memo/findings.js';
import { MESSAGE_FINDINGS } from '../rules/message/findings.js';
import { NONCE_FINDINGS } from '../rules/nonce/findings.js';
import { PAYLOAD_FINDINGS } from '../rules/payload/findings.js';
import { PUBLIC_KEY_FINDINGS } from '../rules/public-key/findings.js';
import { SIGNATURE_FINDINGS } from '../rules/signature/findings.js';
import { SIZE_FINDINGS } from '../rules/size/findings.js';
import { TEXT_FINDINGS } from '../rules/text/findings.js';

const EVERY_FINDING = {
  ...SIGNATURE_FINDINGS,
  ...PUBLIC_KEY_FINDINGS,
  ...ANSWER_FINDINGS,
  ...PAYLOAD_FINDINGS,
  ...SIZE_FINDINGS,
  ...MESSAGE_FINDINGS,
  ...TEXT_FINDINGS,
  ...MEMO_FINDINGS,
  ...NONCE_FINDINGS,
  ...AMOUNT_FINDINGS,
  ...CURRENCY_FINDINGS,
  ...ADDRESS_FINDINGS,
  ...FIAT_FINDINGS,
  ...DEVICE_FINDINGS,
};

/** What is said of each finding, by its code. */
export const CATALOGUE: Readonly<Record<keyof typeof EVERY_FINDING, Entry>> = EVERY_FINDING;
