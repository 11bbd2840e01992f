/** The protobuf message: can it be read, is it the right one, is everything in it. */

import { fieldNumbered, MESSAGES } from '../../../payload/messages.js';
import type { Facts } from '../../facts/facts.js';
import type { Findings } from '../../findings/findings.js';
import { contradictions } from '../../payload/message-type.js';
import { WIRE_TYPES } from '../../payload/wire.js';
import type { Asked } from '../rule.js';
import { isPresent, requiredFields, SHOWN_ONLY } from './clean.js';

export function judgeMessage(facts: Facts, findings: Findings, { run }: Asked): void {
  /** Whether the device read the message. */
  const accepted = run.device?.command !== 'PROCESS_TRANSACTION_RESPONSE';
  const { scan, envelope, flow, kind, type, draft } = facts;
  if (envelope.protobuf === undefined) return;
  if (scan.problem !== undefined) {
    const { offset, reason } = scan.problem;
    findings.add('PROTOBUF_DECODE_FAILED', {
      field: 'payload',
      evidence: `At protobuf byte ${offset} of ${envelope.protobuf.length}: ${reason}.`,
    });
  }
  if (draft) {
    findings.add('FUND_DRAFT_LAYOUT', {
      field: 'payload',
      evidence: `As ${MESSAGES.fund.name}: ${contradictions(MESSAGES.fund, scan).join('; ')}. The fields fit the draft.`,
    });
  } else if (kind !== flow.kind) {
    const reasons = contradictions(MESSAGES[flow.kind], scan);
    findings.add('WRONG_MESSAGE_TYPE', {
      field: 'payload',
      evidence: `The bytes fit ${type.name}. As ${MESSAGES[flow.kind].name}: ${reasons.slice(0, 4).join('; ')}.`,
    });
  }
  if (scan.fields.length > 0 || scan.problem === undefined) judgeFields(facts, findings, accepted);
}

function judgeFields(facts: Facts, findings: Findings, accepted: boolean): void {
  const { scan, kind, type, fields, draft } = facts;
  const seen = new Set<number>();
  for (const { number, wireType, offset } of scan.fields) {
    const declared = fieldNumbered(type, number);
    if (declared === undefined) {
      findings.add('UNKNOWN_FIELD', {
        field: `${number}`,
        evidence: `Field ${number} at protobuf byte ${offset} is no field of ${type.name}; the device skips it.`,
      });
      continue;
    }
    if (seen.has(number)) {
      findings.add('REPEATED_FIELD', {
        field: declared.name,
        evidence: `Field ${number} stands again at protobuf byte ${offset}; the device ${declared.type === 'message' ? 'merges both' : 'keeps the last'}.`,
      });
    }
    seen.add(number);
    const wanted = declared.type === 'uint32' ? WIRE_TYPES.varint : WIRE_TYPES.sized;
    if (wireType !== wanted) {
      findings.add('PROTOBUF_DECODE_FAILED', {
        field: declared.name,
        evidence: `Field ${number} at protobuf byte ${offset} has wire type ${wireType} instead of ${wanted}${accepted ? `; the device reads it as ${declared.type} all the same` : ''}.`,
        // Read to the end like that, it is only other readers who stumble.
        severity: accepted ? 'warning' : 'error',
      });
    }
  }
  if (draft || scan.problem !== undefined) return;
  for (const name of requiredFields(kind)) {
    if (isPresent(facts, name)) continue;
    const bytes = fields.get(name)?.bytes;
    const evidence =
      bytes !== undefined && bytes.length > 0
        ? `${name} starts with a NUL: the device reads an empty text.`
        : `${name} is ${fields.has(name) ? 'empty' : 'absent'}.`;
    findings.add('MISSING_FIELD', {
      field: name,
      evidence,
      severity: SHOWN_ONLY[kind].includes(name) ? 'wrong-on-screen' : 'error',
    });
  }
}
