/** The answer and the payload text: its encoding and its size on the wire. */
import { toHex } from '../../../bytes.js';
import { shortestBytes } from '../../../payload/amount.js';
import { FEE_SIZES, roomFor, safeSize } from '../../device/delivery.js';
import type { Facts } from '../../facts/facts.js';
import { quoted } from '../../findings/evidence.js';
import type { Findings } from '../../findings/findings.js';
import { isSendablePayload } from '../../payload/legacy-swap-texts.js';

export function judgePayload(facts: Facts, findings: Findings): void {
  for (const [code, seen] of facts.envelope.problems) findings.add(code, seen);
  judgeSize(facts, findings);
  judgeLegacySwap(facts, findings);
}

function judgeSize({ flow, transmitted, judged }: Facts, findings: Findings): void {
  const size = transmitted.length;
  const { total, delivered, max } = roomFor(flow, size);
  const safe = safeSize(flow);
  if (size <= safe) return;
  const { fees } = judged;
  const sizes = fees === undefined ? FEE_SIZES : [shortestBytes(fees).length];
  const failing = sizes.filter((fee) => !delivered(fee));
  if (failing.length === 0) return;
  const unit = flow.encoding === 'raw' ? 'protobuf bytes' : 'characters';
  const totals = failing.map(total);
  const made =
    totals.length === 1
      ? `${totals[0]} bytes with a fee of ${failing[0]} bytes`
      : `${totals[0]} to ${totals.at(-1)} bytes with fees of ${failing[0]} to ${failing.at(-1)} bytes`;
  const evidence = `${size} ${unit} of payload make ${made}; at most ${max} are taken${flow.ng ? ', 510 and 511 lose bytes' : ''}. ${safe} ${unit} fit with every fee.`;
  const never = totals.every((bytes) => bytes > max) && failing.length === sizes.length;
  findings.add(never ? 'PAYLOAD_TOO_LARGE' : 'PAYLOAD_NEAR_SIZE_LIMIT', {
    field: 'payload',
    evidence,
    // With a known fee there is no other that would fit.
    ...(fees === undefined || never ? {} : { severity: 'error' }),
  });
}

/** Texts of a legacy swap that Ledger Wallet cannot send (`payload/legacy-swap-texts.ts`). */
function judgeLegacySwap({ flow, judged, envelope }: Facts, findings: Findings): void {
  const { payload } = judged;
  if (isSendablePayload(flow, payload) || envelope.protobuf === undefined) return;
  const evidence = /^0x/i.test(payload)
    ? `${quoted(payload)} begins with 0x: read as hex digits it is no byte at all.`
    : `${quoted(payload)} is no hex text, which legacy swaps carry.`;
  const corrected = toHex(envelope.protobuf);
  findings.add('INVALID_ENCODING', { field: 'payload', evidence, corrected });
}
