/** Which rules traffic can decide, and why each of the others was not looked at. */
import { CHECK_FAMILIES } from '../rules/check-families.js';
import type { Rule } from '../rules/rule.js';
import { CURRENCY_RULES } from '../test/chapters/swap/currency-rules.js';
import { PAIR_RULES } from '../test/chapters/swap/pair-rules.js';
import { POLL_RULES } from '../test/chapters/swap/poll.js';
import { quoteRules } from '../test/chapters/swap/quote-rules.js';
import { EXPIRY_RULES } from '../test/judgements/expiry.js';
import { FEE_RULES } from '../test/judgements/fees.js';
import { ANSWER_RULES } from '../test/judgements/order-answer.js';

export type Kind = 'catalogue' | 'quote' | 'order' | 'status' | 'redirect' | 'error';

const ids = (rules: readonly { readonly id: string }[]) => rules.map(({ id }) => id);

const SHOWN_BY: Readonly<Record<Kind, readonly string[]>> = {
  catalogue: [
    ...ids(CURRENCY_RULES),
    'TOKEN_NOT_IN_LEDGER',
    ...ids(PAIR_RULES),
    'CAPABILITIES_MISSING',
    'CAPABILITIES_FIAT',
    'CAPABILITIES_COUNTRY',
    'CAPABILITIES_METHOD',
    'CAPABILITIES_METHOD_EMPTY',
    'CAPABILITIES_LIMITS',
    'CAPABILITIES_FIAT_NOT_LISTED',
    'CAPABILITIES_KEY',
    'CRYPTO_NOT_ARRAY',
    'NOT_A_LEDGER_ID',
    'LEDGER_ID_DELISTED',
    'CAP_CC_DIFFER',
  ],
  quote: [
    ...ids(quoteRules(() => undefined)),
    ...EXPIRY_RULES,
    ...FEE_RULES,
    'QUOTE_ID_REUSED',
    'QUOTE_TOO_SLOW',
    'QUOTE_ARITHMETIC',
    'SELL_QUOTE_MEMBERS',
    'BUY_QUOTE_MEMBERS',
    'BUY_QUOTE_ECHO',
    'BUY_AFTER_FEES',
    'BUY_DCA',
  ],
  order: [
    ...ANSWER_RULES,
    ...CHECK_FAMILIES,
    'LEGACY_NONCE_CONFLICT',
    'SIGNATURE_NOT_FRESH',
    'KEY_IS_OTHER_ENVIRONMENT',
    'ORDERS_SIGNED_BY_SEVERAL_KEYS',
    'SWAP_ID_EQUALS_QUOTE_ID',
    'SWAP_ID_REUSED',
    'ORDER_SAME_PAYIN',
    'FIXED_AMOUNT_CHANGED',
    'FLOAT_AMOUNT_NOT_EXACT',
    'FLOAT_DRIFT',
    'AMOUNT_WALLET_FEES',
    'ORDER_FEES_CHANGED',
    'SELL_ID_REUSED',
    'SELL_AMOUNT',
    'SELL_EMAIL',
    'SELL_REFUND_UNSIGNED',
    'SELL_PAYOUT_FEES',
    'CARD_MESSAGE_TYPE',
  ],
  status: [...POLL_RULES, 'STATUS_REGRESSES', 'ORDER_NOT_DURABLE'],
  redirect: ['SELL_REDIRECT_URL'],
  error: [
    'ERROR_SHAPE',
    'ERROR_SHAPE_BUY',
    'ERROR_KEY_UNKNOWN',
    'ERROR_KEY_OLD_NAME',
    'ERROR_KEY_CASE',
    'ERROR_MESSAGE_EMPTY',
    'ERROR_HTTP_MISMATCH',
  ],
};

const NONE: Readonly<Record<Kind, string>> = {
  catalogue: 'no request for the catalogue passed through',
  quote: 'no quote passed through',
  order: 'no order passed through',
  status: 'no request for a status passed through',
  redirect: 'no request for a redirect passed through',
  error: 'no error passed through',
};

const PUSHES = 'pushes go from the provider to Ledger, not through this proxy';

/** @param seen how many of a kind passed through. */
export function whyUndecided({ id, orders }: Rule, seen: ReadonlyMap<Kind, number>): string {
  const kind = (Object.keys(SHOWN_BY) as Kind[]).find((one) => SHOWN_BY[one].includes(id));
  if (kind === undefined) {
    if (/^(WEBHOOK_|READBACK_)/.test(id)) return PUSHES;
    if (orders && !seen.has('order')) return NONE.order;
    return 'takes requests made for it: a proxy makes none, provider test does';
  }
  const count = seen.get(kind);
  return count === undefined ? NONE[kind] : `nothing in what passed through shows it (${kind})`;
}
