import type { FlowKind } from '../../../exchange/flows.js';
import { ROLES, rolesOf, sidesOf } from '../../../payload/roles.js';
import { type Facts, textField } from '../../facts/facts.js';
import { WIRE_TYPES } from '../../payload/wire.js';

/** The device asks nothing of these: only the screen is poorer. */
export const SHOWN_ONLY: Readonly<Record<FlowKind, readonly string[]>> = {
  swap: [],
  sell: [ROLES.sell.email, ROLES.sell.fiat.amount],
  fund: [ROLES.fund.user, ROLES.fund.account],
};

/** Fields every order has, by message; amounts, nonces and refund addresses have rules of their own. */
export function requiredFields(kind: FlowKind): readonly string[] {
  return REQUIRED[kind];
}

const REQUIRED: Readonly<Record<FlowKind, readonly string[]>> = {
  swap: requiredIn('swap'),
  sell: requiredIn('sell'),
  fund: requiredIn('fund'),
};

function requiredIn(kind: FlowKind): readonly string[] {
  const { payin, incoming } = rolesOf(kind);
  const own = [payin, incoming?.address, ...sidesOf(kind).map(({ currency }) => currency)];
  return [...SHOWN_ONLY[kind], ...own.filter((name) => name !== undefined)];
}

export function isPresent(facts: Facts, name: string): boolean {
  return name === ROLES.sell.fiat.amount ? facts.fields.has(name) : textField(facts, name) !== '';
}

/** The flow's message, each of its fields once and as text or bytes, and none that is required missing. */
export function isMessageClean(facts: Facts): boolean {
  const { scan, envelope, flow, kind, fields, draft } = facts;
  if (envelope.protobuf === undefined || scan.problem !== undefined) return false;
  if (draft || kind !== flow.kind) return false;
  // Repeated or unknown fields are more than there are names.
  if (scan.fields.length !== fields.size) return false;
  const areUsual = scan.fields.every(({ wireType }) => wireType === WIRE_TYPES.sized);
  return areUsual && requiredFields(kind).every((name) => isPresent(facts, name));
}
