/**
 * The rules, one for each topic, in the order they are asked: who comes later knows what was found
 * before, and findings of one severity are reported in this order. Topics without a rule are judged
 * where their subject is read: `answer` in `check/answer`, `public-key` beside its findings.
 */
import { judgeAddresses } from './address/rule.js';
import { judgeAmounts } from './amount/rule.js';
import { judgeCurrencies } from './currency/rule.js';
import { judgeRefusal } from './device/rule.js';
import { judgeFiat } from './fiat/rule.js';
import { judgeMemos } from './memo/rule.js';
import { judgeMessage } from './message/rule.js';
import { judgeNonce } from './nonce/rule.js';
import { judgePayload } from './payload/rule.js';
import type { Rule } from './rule.js';
import { judgeSignature } from './signature/rule.js';
import { judgeSizes } from './size/rule.js';
import { judgeTexts } from './text/rule.js';

export const RULES: readonly Rule[] = [
  judgePayload,
  judgeMessage,
  judgeNonce,
  judgeSizes,
  judgeTexts,
  judgeMemos,
  judgeCurrencies,
  judgeAddresses,
  judgeAmounts,
  judgeFiat,
  judgeSignature,
  judgeRefusal,
];
