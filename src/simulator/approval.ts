/** What the user approved, as Exchange hands it to the coin app (app-exchange `start_signing_transaction.c`). */
import { cString, EMPTY, textOf } from '../bytes.js';
import { flowOf } from '../exchange/flows.js';
import { rolesOf } from '../payload/roles.js';
import type { Approval } from './coins/signing.js';
import type { AppState } from './state.js';

export function approvalOf(state: AppState): Approval {
  const roles = rolesOf(flowOf(state.subcommand)!.kind);
  const field = (name: string | undefined) =>
    (name === undefined ? undefined : (state.message[name] as Uint8Array | undefined)) ?? EMPTY;
  const text = (name: string) => textOf(cString(field(name)));
  return {
    destination: text(roles.payin),
    amount: field(roles.outgoing.amount),
    fees: state.fee,
    extraId: text(roles.memo),
    extraData: field(roles.extraData),
    configuration: state.payingConfiguration,
  };
}
