/** The answer and the payload text: its encoding and its size on the wire. */
import type { Facts } from '../facts.js';
import type { Findings } from '../findings.js';

/** Bytes of a fee as Ledger Wallet sends it. */
const FEE_SIZES = [1, 2, 3, 4, 5, 6, 7, 8] as const;
const NG_FRAME = 4;
const LEGACY_FRAME = 2;
const NG_MAX = 512;
const APDU_MAX = 255;
/** Sizes at which the published host library loses bytes when it splits. */
const LOSSY = [510, 511];

export function judgeEnvelope(facts: Facts, findings: Findings): void {
  for (const [code, seen] of facts.envelope.problems) findings.add(code, seen);
  judgeSize(facts, findings);
}

function judgeSize({ flow, transmitted, judged }: Facts, findings: Findings): void {
  const size = transmitted.length;
  const frame = flow.ng ? NG_FRAME : LEGACY_FRAME;
  const max = flow.ng ? NG_MAX : APDU_MAX;
  if (frame + size + 8 < LOSSY[0]! && flow.ng) return;
  const fees =
    judged.fees === undefined ? FEE_SIZES : [Math.ceil(judged.fees.toString(16).length / 2)];
  const delivered = (fee: number) => {
    const total = frame + size + fee;
    return total <= max && !(flow.ng && LOSSY.includes(total));
  };
  const failing = fees.filter((fee) => !delivered(fee));
  if (failing.length === 0) return;
  const unit = flow.encoding === 'raw' ? 'protobuf bytes' : 'characters';
  const safe = flow.ng ? 497 : APDU_MAX - LEGACY_FRAME - 8;
  const totals = failing.map((fee) => frame + size + fee);
  const made =
    totals.length === 1
      ? `${totals[0]} bytes with a fee of ${failing[0]} bytes`
      : `${totals[0]} to ${totals.at(-1)} bytes with fees of ${failing[0]} to ${failing.at(-1)} bytes`;
  const evidence = `${size} ${unit} of payload make ${made}; at most ${max} are taken${flow.ng ? ', 510 and 511 lose bytes' : ''}. ${safe} ${unit} fit with every fee.`;
  const never = totals.every((total) => total > max) && failing.length === fees.length;
  findings.add(never ? 'PAYLOAD_TOO_LARGE' : 'PAYLOAD_NEAR_SIZE_LIMIT', {
    field: 'payload',
    evidence,
  });
}
