/** A running backend for one scenario: opened before it, asked for quote and order, closed behind it. */

import { InputError } from '../errors.js';
import { walletAddresses } from '../host/address-book.js';
import type { FlowRequest } from '../host/flow-plan.js';
import { type Partner, TEST_PARTNER_NAME } from '../host/partner.js';
import { rolesOf } from '../payload/roles.js';
import type { Backend } from '../provider/ask/backend.js';
import type { Wish } from '../provider/ask/wish.js';
import type { Profile } from '../provider/test/profile.js';
import { coinAppNamed } from '../simulator/coins/registry.js';
import type { AskedProvider } from './ask-provider.js';
import { backendProduct } from './backend-address.js';
import { named } from './named.js';
import type { Prepared } from './prepare.js';
import type { BackendAddress } from './scenario.js';
import { walletNamed } from './seeds.js';

/** A scenario whose payload a running backend signs. */
export interface PreparedForBackend extends Prepared {
  readonly provider: BackendAddress;
}

export function asksBackend(prepared: Prepared): prepared is PreparedForBackend {
  return prepared.provider !== undefined && !isFunction(prepared.provider);
}

const isFunction = (provider: AskedProvider | BackendAddress): provider is AskedProvider =>
  'ask' in provider;

/**
 * The profile of a backend, read as the scenario will.
 * @throws InputError when it cannot be used.
 */
export async function backendProfile({ provider, scenario }: PreparedForBackend): Promise<Profile> {
  // Nothing of HTTP, profiles or files is loaded for scenarios without a backend.
  const { profileBeside } = await import('../provider/ask/node-profile-beside.js');
  try {
    return await profileBeside(provider, scenario.file);
  } catch (error) {
    throw error instanceof InputError ? named(error, scenario) : error;
  }
}

export interface OpenedBackend {
  readonly backend: Backend;
  /** With the partner of the profile, where the scenario names no key of its own. */
  readonly request: Omit<FlowRequest, 'payload'>;
}

/** Calls nobody yet. */
export async function openBackend(prepared: PreparedForBackend): Promise<OpenedBackend> {
  const { scenario, flow, request } = prepared;
  const { Backend } = await import('../provider/ask/backend.js');
  const profile = await backendProfile(prepared);
  const partner = partnerOf(prepared, profile);
  const { curve, publicKey, name } = partner;
  const backend = await Backend.open({
    profile: { ...profile, key: { curve, publicKey, label: 'registered' }, partnerName: name },
    product: backendProduct(scenario) ?? productOf(flow.kind, profile),
    addresses: walletAddresses(walletNamed(scenario.device.seed), coinAppNamed),
    wish: wishOf(prepared),
    name: (part) => `order.${partName(flow.kind, part)}`,
    members: membersOf(prepared),
  });
  return { backend, request: { ...request, partner } };
}

/** A profile with a card alone means that by a sell. */
function productOf(kind: 'swap' | 'sell' | 'fund', { products }: Profile) {
  return kind === 'sell' && !products.includes('sell') ? ('card' as const) : kind;
}

function partnerOf({ scenario, request }: Prepared, profile: Profile): Partner {
  const { publicKey, privateKey, name } = scenario.partner;
  const isNamed = publicKey !== undefined || privateKey !== undefined;
  if (isNamed || profile.key === undefined) return request.partner;
  const { curve, publicKey: registered } = profile.key;
  return {
    name: name === TEST_PARTNER_NAME ? profile.partnerName : name,
    curve,
    publicKey: registered,
  };
}

/** Currencies are those the scenario was prepared for: what a device needs for them is known. */
function wishOf({ scenario, flow, order }: Prepared): Wish {
  const { amount, raw, fiat } = scenario.order;
  const { rate } = scenario.flow;
  return {
    from: order.outgoing.id,
    ...(order.incoming === undefined ? {} : { to: order.incoming.id }),
    ...(fiat === undefined ? {} : { to: fiat }),
    ...(amount === undefined ? {} : { amount }),
    ...(raw === undefined ? {} : { raw }),
    ...(flow.kind === 'swap' ? { rate } : {}),
  };
}

function partName(kind: string, part: keyof Wish): string {
  if (kind === 'swap') return part;
  return { from: 'currency', to: 'fiat', amount: 'amount', raw: 'raw', rate: 'rate' }[part];
}

/** What the scenario says of the user's addresses; the device's own where it says nothing. */
function membersOf({ scenario, flow, order, refund }: Prepared): Record<string, string> {
  const { refund: refundTo, payout, refundMemo, payoutMemo } = scenario.order;
  const field = rolesOf(flow.kind).incoming?.address;
  const paidTo = field === undefined ? undefined : order.values[field];
  return {
    ...(refundTo === undefined ? {} : { refundAddress: refund() }),
    ...(payout === undefined || typeof paidTo !== 'string' ? {} : { payoutAddress: paidTo }),
    ...(refundMemo === undefined ? {} : { refundAddressExtraId: refundMemo }),
    ...(payoutMemo === undefined ? {} : { payoutAddressExtraId: payoutMemo }),
  };
}
