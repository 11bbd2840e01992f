/** Sizes of fields against what the device has room for and what the documentation promises. */
import { type Message, U_DECIMAL } from '../../../payload/messages.js';
import { ROLES } from '../../../payload/roles.js';
import type { Facts } from '../../facts/facts.js';
import type { Findings } from '../../findings/findings.js';
import { scanWire, type WireField } from '../../payload/wire.js';
import { roomOf } from './clean.js';

/** Every occurrence counts: the device refuses a field that is too long, whatever follows it. */
export function judgeSizes(facts: Facts, findings: Findings): void {
  const { type, scan, fields } = facts;
  for (const field of scan.fields) {
    const declared = type.fields.find(({ number }) => number === field.number);
    if (declared === undefined) continue;
    if (declared.type === 'message') {
      for (const inner of scanWire(field.bytes, U_DECIMAL).fields) {
        const place = { path: `${declared.name}.`, base: field.valueOffset };
        judgeSize(facts, findings, { type: U_DECIMAL, field: inner, ...place });
      }
      continue;
    }
    // The amount and the nonce that count have rules of their own, which say what went wrong.
    const counts = declared.type === 'bytes' && fields.get(declared.name) === field;
    if (counts && declared.name !== ROLES.swap.extraData) continue;
    judgeSize(facts, findings, { type, field, path: '' });
  }
}

interface Sized {
  readonly type: Message;
  readonly field: WireField;
  /** In front of the field's name, where it is inside another. */
  readonly path: string;
  /** Where the message it is in begins. */
  readonly base?: number;
}

/** Says that a field is too long, once for each field. */
export function judgeSize(
  facts: Facts,
  findings: Findings,
  { type, field, path, base = 0 }: Sized,
): void {
  const found = roomOf(facts, type, field);
  if (found === undefined) return;
  const { name, room, promised } = found;
  const size = field.bytes.length;
  if (size <= room && size <= promised) return;
  const evidence = `${size} bytes at protobuf byte ${base + field.offset}; ${facts.firmware.title} takes ${room}, the documentation says ${promised}.`;
  const code = size > room ? 'FIELD_TOO_LONG' : 'FIELD_EXCEEDS_LIMIT';
  findings.add(code, { field: path + name, evidence });
}
