/**
 * The rules, one for each topic, in the order they are asked: who comes later knows what was found
 * before, and findings of one severity are reported in this order. Topics without a rule are judged
 * where their subject is read: `answer` in `check/answer`, `public-key` beside its findings.
 */
import { judgeAddresses } from './address/rule.js';
import { judgeAmounts } from './amount/rule.js';
import { CLEAN, type Clean, type Topic } from './clean.js';
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

const RULES: Readonly<Record<Topic, Rule>> = {
  payload: judgePayload,
  message: judgeMessage,
  nonce: judgeNonce,
  size: judgeSizes,
  text: judgeTexts,
  memo: judgeMemos,
  currency: judgeCurrencies,
  address: judgeAddresses,
  amount: judgeAmounts,
  fiat: judgeFiat,
  signature: judgeSignature,
  device: judgeRefusal,
};

/** A topic: whether a case is clean in it, and its rule otherwise. */
export const TOPICS = (Object.keys(RULES) as Topic[]).map((topic) => ({
  topic,
  isClean: CLEAN[topic] as Clean,
  judge: RULES[topic],
}));
