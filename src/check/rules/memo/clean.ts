import type { Currency } from '../../../host/currencies.js';
import { ROLES, rolesOf, type Side } from '../../../payload/roles.js';
import { memoKindOf } from '../../../simulator/coins/memos.js';
import { coinAppNamed } from '../../../simulator/coins/registry.js';
import { type Facts, textField } from '../../facts/facts.js';

/** What templates and languages write where there is no value. */
export const PLACEHOLDER =
  /^(?:null|undefined|none|nil|nan|n\/a|false|true|\[?object object\]?|""|''|-+|<nil>|\(null\)|\{\}|\[\])$/i;
const TAG = /^\d{1,10}$/;
const MAX_TAG = 0xffff_ffffn;

export function isTag(memo: string): boolean {
  return TAG.test(memo) && BigInt(memo) <= MAX_TAG;
}

/** Undefined where the message has none, or the single byte that says so. */
export function extraDataOf(facts: Facts): Uint8Array | undefined {
  const data = facts.kind === 'swap' ? facts.fields.get(ROLES.swap.extraData)?.bytes : undefined;
  const isNone = data === undefined || data.length === 0 || (data.length === 1 && data[0] === 0);
  return isNone ? undefined : data;
}

const refusing = new Map<string, boolean>();

/** Whether the coin app takes no address of the user beside a memo. */
export function refusesExtraId({ app }: Currency): boolean {
  const known = refusing.get(app) ?? coinAppNamed(app)?.refusesExtraId === true;
  refusing.set(app, known);
  return known;
}

/** No extra data, the memo that was answered, and the user's own that were asked for. */
export function areMemosClean(facts: Facts): boolean {
  if (extraDataOf(facts) !== undefined || !isPayinMemoClean(facts)) return false;
  if (facts.kind !== 'swap') return true;
  const { expected } = facts;
  return (
    isOwnMemoClean(facts, ROLES.swap.outgoing, expected.refundExtraId) &&
    isOwnMemoClean(facts, ROLES.swap.incoming, expected.payoutExtraId)
  );
}

function isPayinMemoClean(facts: Facts): boolean {
  const { kind, expected, currencies } = facts;
  const memo = textField(facts, rolesOf(kind).memo);
  const { payinExtraId } = expected;
  const currency = currencies.outgoing?.currency;
  if (currency === undefined || currencies.swapped) return false;
  if (payinExtraId !== undefined && payinExtraId !== '' && memo !== payinExtraId) return false;
  const memoKind = memoKindOf(currency.app);
  if (memo === '') return memoKind === 'none' || payinExtraId !== undefined;
  if (memoKind === 'none' || PLACEHOLDER.test(memo)) return false;
  return memoKind !== 'number' || isTag(memo);
}

function isOwnMemoClean(facts: Facts, { extraId = '' }: Side, wanted: string | undefined): boolean {
  const memo = textField(facts, extraId);
  if (memo === '') return wanted === undefined || wanted === '';
  const isRefund = extraId === ROLES.swap.outgoing.extraId;
  const known = isRefund ? facts.currencies.outgoing : facts.currencies.incoming;
  if (known === undefined || refusesExtraId(known.currency)) return false;
  return memo === wanted;
}
