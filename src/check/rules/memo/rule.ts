/** Memos of the deposit and of the user's addresses, and the extra data that excludes them. */
import { ROLES, rolesOf, type Side } from '../../../payload/roles.js';
import { memoKindOf } from '../../../simulator/coins/memos.js';
import { type Facts, textField } from '../../facts/facts.js';
import { quoted } from '../../findings/evidence.js';
import type { Findings } from '../../findings/findings.js';
import { extraDataOf, isTag, PLACEHOLDER, refusesExtraId } from './clean.js';

const EXTRA_DATA_SIZE = 33;

export function judgeMemos(facts: Facts, findings: Findings): void {
  if (facts.draft || facts.envelope.protobuf === undefined) return;
  judgeExtraData(facts, findings);
  if (facts.scan.problem !== undefined) return;
  judgePayinMemo(facts, findings);
  if (facts.kind !== 'swap') return;
  const { expected } = facts;
  judgeOwnMemo(facts, findings, ROLES.swap.outgoing, expected.refundExtraId);
  judgeOwnMemo(facts, findings, ROLES.swap.incoming, expected.payoutExtraId);
}

function judgeExtraData(facts: Facts, findings: Findings): void {
  const data = extraDataOf(facts);
  if (data === undefined) return;
  const { extraData: field, memo } = ROLES.swap;
  const text = textField(facts, memo);
  if (text !== '') {
    findings.add('EXTRA_ID_AND_EXTRA_DATA', {
      field,
      evidence: `${memo} is ${quoted(text)} and ${field} has ${data.length} bytes.`,
    });
  }
  const size = data.length === 1 ? '1 byte' : `${data.length} bytes`;
  findings.add('PAYIN_EXTRA_DATA_NANO_S', { field, evidence: `${size} of extra data.` });
  if (data.length !== EXTRA_DATA_SIZE) {
    findings.add('INVALID_PAYIN_EXTRA_DATA', {
      field,
      evidence: `${size}; 0, the single byte 00, or ${EXTRA_DATA_SIZE} are taken.`,
    });
  } else if (data[0]! > 2) {
    findings.add('INVALID_PAYIN_EXTRA_DATA', {
      field,
      severity: 'warning',
      evidence: `The first byte is ${data[0]}; 0 (native), 1 (EVM call data) and 2 (OP_RETURN) have a meaning.`,
    });
  }
}

function judgePayinMemo(facts: Facts, findings: Findings): void {
  const { kind, expected, currencies } = facts;
  const { memo: field } = rolesOf(kind);
  const memo = textField(facts, field);
  const hasData = extraDataOf(facts) !== undefined;
  const { payinExtraId } = expected;
  const currency = currencies.swapped ? undefined : currencies.outgoing?.currency;
  if (payinExtraId !== undefined && payinExtraId !== '' && memo !== payinExtraId && !hasData) {
    findings.add(memo === '' ? 'MEMO_MISSING' : 'EXPECTED_VALUE_MISMATCH', {
      field,
      severity: 'error',
      evidence: `The answer says payinExtraId ${quoted(payinExtraId)}, the message ${memo === '' ? 'has none' : quoted(memo)}.`,
      corrected: payinExtraId,
    });
  }
  if (currency === undefined) {
    if (PLACEHOLDER.test(memo)) malformed(findings, field, memo, 'a value that was not filled in');
    return;
  }
  const memoKind = memoKindOf(currency.app);
  if (memo === '') {
    if (memoKind !== 'none' && !hasData && payinExtraId === undefined) {
      findings.add('MEMO_MISSING', {
        field,
        evidence: `${field} is empty, and ${currency.fee.ticker} deposits are usually told apart by it.`,
      });
    }
    return;
  }
  if (PLACEHOLDER.test(memo)) malformed(findings, field, memo, 'a value that was not filled in');
  else if (memoKind === 'number' && !isTag(memo)) {
    malformed(findings, field, memo, `no tag of ${currency.ticker}, which is a number`);
  }
  if (memoKind === 'none' && !hasData) {
    findings.add('MEMO_NOT_SUPPORTED', {
      field,
      severity: facts.tried ? 'warning' : 'error',
      evidence: `${field} is ${quoted(memo)}; ${currency.ticker}${currency.app === currency.name ? '' : ` (${currency.app} app)`} has no memo.`,
    });
  }
}

function malformed(findings: Findings, field: string, memo: string, what: string): void {
  findings.add('MEMO_MALFORMED', { field, evidence: `${quoted(memo)} is ${what}.` });
}

/** The memo of a refund or payout address. */
function judgeOwnMemo(
  facts: Facts,
  findings: Findings,
  { extraId: field = '' }: Side,
  wanted: string | undefined,
): void {
  const memo = textField(facts, field);
  const isRefund = field === ROLES.swap.outgoing.extraId;
  const currency = (isRefund ? facts.currencies.outgoing : facts.currencies.incoming)?.currency;
  if (memo !== '' && currency !== undefined && refusesExtraId(currency)) {
    findings.add('MEMO_NOT_SUPPORTED', {
      field,
      severity: isRefund ? 'error' : 'wrong-on-screen',
      evidence: `${field} is ${quoted(memo)}; the ${currency.app} app takes no address beside a memo for the user's own.`,
    });
    return;
  }
  if (memo !== (wanted ?? '') && PLACEHOLDER.test(memo)) {
    malformed(findings, field, memo, 'a value that was not filled in');
    if (wanted === undefined) return;
  }
  if (memo === (wanted ?? '')) return;
  if (wanted === undefined) {
    if (!facts.expected.known) return;
    findings.add('MEMO_NOT_REQUESTED', {
      field,
      evidence: `${field} is ${quoted(memo)}; the request has none.`,
    });
    return;
  }
  const isLost = isRefund && memo === '';
  findings.add(isLost ? 'REFUND_MEMO_LOST' : 'EXPECTED_VALUE_MISMATCH', {
    field,
    evidence: `The request says ${quoted(wanted)}, the message ${memo === '' ? 'has none' : quoted(memo)}.`,
    corrected: wanted,
  });
}
