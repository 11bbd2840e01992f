import { safeSize } from '../../device/delivery.js';
import type { Facts } from '../../facts/facts.js';
import { isSendablePayload } from '../../payload/legacy-swap-texts.js';

/** A plain text that can be sent beside any fee. */
export function isPayloadClean({ envelope, flow, transmitted, judged }: Facts): boolean {
  if (envelope.problems.length > 0 || !isSendablePayload(flow, judged.payload)) return false;
  return transmitted.length <= safeSize(flow);
}
