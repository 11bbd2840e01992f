/**
 * Every finding, once: what it is called, why it matters, what to do, an example; one file a topic.
 * `docs/findings.md` and `explain` are made from this; a code without an entry does not compile.
 */
import { AMOUNT_ENTRIES } from './catalogue/amount.js';
import { ANSWER_ENTRIES } from './catalogue/answer.js';
import { CURRENCY_ENTRIES } from './catalogue/currency.js';
import type { Entry } from './catalogue/entry.js';
import { FIAT_ENTRIES } from './catalogue/fiat.js';
import { MEMO_ENTRIES } from './catalogue/memo.js';
import { MESSAGE_ENTRIES } from './catalogue/message.js';
import { NONCE_ENTRIES } from './catalogue/nonce.js';
import { OTHER_ENTRIES } from './catalogue/other.js';
import { PAYLOAD_ENTRIES } from './catalogue/payload.js';
import { SIGNATURE_ENTRIES } from './catalogue/signature.js';
import type { FindingCode } from './codes.js';

export type { Entry } from './catalogue/entry.js';
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
