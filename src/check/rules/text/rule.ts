/** Text fields: characters the screen drops or stops at. */
import { utf8 } from '../../../bytes.js';
import { type Facts, textField } from '../../facts/facts.js';
import { quotedBytes } from '../../findings/evidence.js';
import type { Findings } from '../../findings/findings.js';
import { isPlain } from './clean.js';

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
  const { partnerName } = facts.judged;
  if (partnerName !== undefined) judgeUndrawn('partner', utf8(partnerName), findings);
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
