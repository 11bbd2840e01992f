/** Sizes of fields against what the device has room for and what the documentation promises. */
import { DOCUMENTATION } from '../../firmware/documentation.js';
import type { Facts } from '../facts.js';
import type { Findings } from '../findings.js';

/** Amounts and nonces have codes of their own for a wrong size. */
const ELSEWHERE = /amount|coefficient|device_transaction_id_ng/;

export function judgeSizes(facts: Facts, findings: Findings): void {
  const { type, fields, firmware } = facts;
  const usable = firmware.fields[type.name];
  const documented = DOCUMENTATION.fields[type.name];
  if (usable === undefined || documented === undefined) return;
  for (const declared of type.fields) {
    const field = fields.get(declared.name);
    const room = usable[declared.name];
    if (field === undefined || room === undefined) continue;
    if (declared.type === 'bytes' || ELSEWHERE.test(declared.name)) continue;
    const size = field.bytes.length;
    const promised = documented[declared.name] ?? room;
    if (size <= room && size <= promised) continue;
    const sizes = `${size} bytes at protobuf byte ${field.offset}; ${firmware.title} takes ${room}, the documentation says ${promised}.`;
    if (size > room) findings.add('FIELD_TOO_LONG', { field: declared.name, evidence: sizes });
    findings.add('FIELD_EXCEEDS_LIMIT', {
      field: declared.name,
      evidence: sizes,
      severity: size > room ? 'error' : 'warning',
    });
  }
}
