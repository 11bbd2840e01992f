/**
 * Every finding, once: what it is called, why it matters, what to do, an example; one file a topic.
 * `docs/findings.md` and `explain` are made from this; a code without an entry does not compile.
 */
import { AMOUNT_ENTRIES } from '../rules/amount/findings.js';
import { ANSWER_ENTRIES } from '../rules/answer/findings.js';
import { CURRENCY_ENTRIES } from '../rules/currency/findings.js';
import { OTHER_ENTRIES } from '../rules/device/findings.js';
import type { Entry } from '../rules/entry.js';
import { FIAT_ENTRIES } from '../rules/fiat/findings.js';
import { MEMO_ENTRIES } from '../rules/memo/findings.js';
import { MESSAGE_ENTRIES } from '../rules/message/findings.js';
import { NONCE_ENTRIES } from '../rules/nonce/findings.js';
import { PAYLOAD_ENTRIES } from '../rules/payload/findings.js';
import { SIGNATURE_ENTRIES } from '../rules/signature/findings.js';
import type { FindingCode } from './codes.js';

export type { Entry } from '../rules/entry.js';
export { FINDING_CODES, type FindingCode } from './codes.js';

/** What is said of each finding, by its code. */
export const CATALOGUE: Readonly<Record<FindingCode, Entry>> = {
  ...SIGNATURE_ENTRIES,
  ...ANSWER_ENTRIES,
  ...PAYLOAD_ENTRIES,
  ...MESSAGE_ENTRIES,
  ...MEMO_ENTRIES,
  ...NONCE_ENTRIES,
  ...AMOUNT_ENTRIES,
  ...CURRENCY_ENTRIES,
  ...FIAT_ENTRIES,
  ...OTHER_ENTRIES,
};
