/** What a good trusted name does to the message. */
import { cString, equal, textOf } from '../../bytes.js';
import { SW } from '../../exchange/status.js';
import type { TrustedNameRules } from '../../firmware/trusted-name.js';
import { ROLES } from '../../payload/roles.js';
import { accept, type Outcome, refuse } from '../outcome.js';
import type { AppState } from '../state.js';

/** Addresses a name may stand for. */
const ADDRESSES = [ROLES.swap.incoming.address, ROLES.swap.outgoing.address] as const;

export function replaceAddresses(
  state: AppState,
  name: Uint8Array,
  owner: Uint8Array,
  { unused }: TrustedNameRules,
): Outcome {
  const message = { ...state.message };
  let used = false;
  for (const field of ADDRESSES) {
    const buffer = message[field] as Uint8Array;
    if (!equal(cString(buffer), name) || owner.length >= buffer.length) continue;
    const next = new Uint8Array(buffer.length);
    next.set(owner);
    message[field] = next;
    used = true;
  }
  if (used) return accept({ ...state, message });
  if (unused === 'SUCCESS') return accept(state);
  return refuse(state, SW[unused], {
    what: `${JSON.stringify(textOf(name))} is neither the payout nor the refund address`,
    field: 'trustedName',
  });
}
