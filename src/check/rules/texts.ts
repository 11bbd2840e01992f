/** Text fields: characters the screen drops or stops at, and memos that go missing. */
import { utf8 } from '../../bytes.js';
import { ROLES, rolesOf } from '../../payload/roles.js';
import { isPrintable, quotedBytes } from '../evidence.js';
import { type Facts, textField } from '../facts.js';
import type { Findings } from '../findings.js';

/** Coins whose deposits usually go to a shared address and are told apart by a memo. */
const MEMO_TICKERS = ['XRP', 'XLM', 'HBAR', 'TON', 'ATOM', 'OSMO'];
const EXTRA_DATA_SIZE = 33;

export function judgeTexts(facts: Facts, findings: Findings): void {
  const { type, fields } = facts;
  for (const declared of type.fields) {
    if (declared.type !== 'string') continue;
    const bytes = fields.get(declared.name)?.bytes;
    if (bytes === undefined || isPlain(bytes)) continue;
    judgeUndrawn(declared.name, bytes, findings);
    const isCurrency = /currency/.test(declared.name);
    if (!isCurrency && (bytes[0] === 0x20 || bytes.at(-1) === 0x20)) {
      findings.add('TEXT_WHITESPACE', {
        field: declared.name,
        evidence: `${quotedBytes(bytes)} begins or ends with a blank.`,
        corrected: textField(facts, declared.name).trim(),
      });
    }
  }
  // No field of the message, but on the screen all the same.
  judgeUndrawn('partner', utf8(facts.judged.partnerName ?? ''), findings);
  judgeExtraData(facts, findings);
  judgeMemos(facts, findings);
}

/** Bytes the device has no characters for. */
function judgeUndrawn(field: string, bytes: Uint8Array, findings: Findings): void {
  const at = bytes.findIndex((byte) => byte < 0x20 || byte > 0x7e);
  if (at < 0) return;
  const shown = `Byte ${at} of ${quotedBytes(bytes)} is ${bytes[at]?.toString(16).padStart(2, '0')}`;
  if (bytes.some((byte) => byte < 0x20 || byte === 0x7f)) {
    const nul = bytes.includes(0) ? '; the device stops reading at a NUL' : '';
    findings.add('TEXT_CONTROL_CHARACTER', { field, evidence: `${shown}${nul}.` });
  } else {
    findings.add('TEXT_NOT_ASCII', { field, evidence: `${shown}; the screen leaves it out.` });
  }
}

function isPlain(bytes: Uint8Array): boolean {
  return isPrintable(bytes) && bytes[0] !== 0x20 && bytes.at(-1) !== 0x20;
}

function judgeExtraData(facts: Facts, findings: Findings): void {
  const data = facts.fields.get(ROLES.swap.extraData)?.bytes;
  if (data === undefined || data.length === 0 || (data.length === 1 && data[0] === 0)) return;
  const field = ROLES.swap.extraData;
  if (textField(facts, ROLES.swap.memo) !== '') {
    findings.add('EXTRA_ID_AND_EXTRA_DATA', {
      field,
      evidence: `${ROLES.swap.memo} is ${JSON.stringify(textField(facts, ROLES.swap.memo))} and ${field} has ${data.length} bytes.`,
    });
  }
  if (data.length !== EXTRA_DATA_SIZE) {
    findings.add('INVALID_PAYIN_EXTRA_DATA', {
      field,
      evidence: `${data.length} bytes; 0, the single byte 00, or ${EXTRA_DATA_SIZE} are taken.`,
    });
    return;
  }
  findings.add('PAYIN_EXTRA_DATA_NANO_S', {
    field,
    evidence: `${data.length} bytes of extra data.`,
  });
  if (data[0]! > 2) {
    findings.add('INVALID_PAYIN_EXTRA_DATA', {
      field,
      severity: 'warning',
      evidence: `The first byte is ${data[0]}; 0 (native), 1 (EVM call data) and 2 (OP_RETURN) have a meaning.`,
    });
  }
}

function judgeMemos(facts: Facts, findings: Findings): void {
  const { kind, expected, currencies, scan } = facts;
  if (scan.problem !== undefined) return;
  const field = rolesOf(kind).memo;
  const memo = textField(facts, field);
  const data = facts.fields.get(ROLES.swap.extraData)?.bytes.length ?? 0;
  const { payinExtraId } = expected;
  if (payinExtraId !== undefined && payinExtraId !== '' && memo !== payinExtraId && data < 2) {
    findings.add(memo === '' ? 'MEMO_MISSING' : 'EXPECTED_VALUE_MISMATCH', {
      field,
      severity: 'error',
      evidence: `The answer says payinExtraId ${JSON.stringify(payinExtraId)}, the message ${memo === '' ? 'has none' : JSON.stringify(memo)}.`,
      corrected: payinExtraId,
    });
  }
  const ticker = currencies.outgoing?.currency.fee.ticker ?? '';
  if (memo === '' && data < 2 && payinExtraId === undefined && MEMO_TICKERS.includes(ticker)) {
    findings.add('MEMO_MISSING', {
      field,
      evidence: `${field} is empty, and ${ticker} deposits are usually told apart by it.`,
    });
  }
  if (kind !== 'swap') return;
  judgeExtraId(facts, findings, ROLES.swap.outgoing.extraId, expected.refundExtraId);
  judgeExtraId(facts, findings, ROLES.swap.incoming.extraId, expected.payoutExtraId);
}

function judgeExtraId(
  facts: Facts,
  findings: Findings,
  field: string,
  wanted: string | undefined,
): void {
  const value = textField(facts, field);
  if (wanted === undefined || wanted === value) return;
  const lost = field === ROLES.swap.outgoing.extraId && value === '';
  findings.add(lost ? 'REFUND_MEMO_LOST' : 'EXPECTED_VALUE_MISMATCH', {
    field,
    evidence: `The request says ${JSON.stringify(wanted)}, the message ${value === '' ? 'has none' : JSON.stringify(value)}.`,
    corrected: wanted,
  });
}
