/** A running backend for one scenario: opened before it, asked for quote and order, closed behind it. */

import { InputError } from '../errors.js';
import { walletAddresses } from '../host/address-book.js';
import type { FlowRequest } from '../host/flow-plan.js';
import { type Partner, TEST_PARTNER_NAME } from '../host/partner.js';
import { optionOfPart } from '../order/asked.js';
import { rolesOf } from '../payload/roles.js';
import type { Backend } from '../provider/ask/backend.js';
import type { Wish } from '../provider/ask/wish.js';
import type { Product } from '../provider/product.js';
import type { Profile } from '../provider/test/profile.js';
import { coinAppNamed } from '../simulator/coins/registry.js';
import type { AskedProvider } from './ask-provider.js';
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

/** What is known of a backend before it is called. */
export interface KnownBackend {
  readonly profile: Profile;
  readonly product: Product;
}

/** @throws InputError when its profile cannot be used, or is one of another product. */
export async function knownBackend(prepared: PreparedForBackend): Promise<KnownBackend> {
  const { provider, scenario, flow } = prepared;
  // Nothing of HTTP, profiles or files is loaded for scenarios without a backend.
  // One after the other: jest cannot link two at once.
  const { profileBeside } = await import('../provider/ask/node-profile-beside.js');
  const { productFor } = await import('../provider/ask/for-flow.js');
  try {
    const profile = await profileBeside(provider, scenario.file);
    return { profile, product: productFor(flow.kind, provider.product, profile, NAMES) };
  } catch (error) {
    throw error instanceof InputError ? named(error, scenario) : error;
  }
}

const NAMES = { product: 'provider.product', provider: 'provider' };

export interface OpenedBackend {
  readonly backend: Backend;
  /** With the partner of the profile, where the scenario names no key of its own. */
  readonly request: Omit<FlowRequest, 'payload'>;
}

/**
 * Calls nobody yet.
 * @throws InputError as `knownBackend`.
 */
export async function openBackend(prepared: PreparedForBackend): Promise<OpenedBackend> {
  const { scenario, flow, request, provider } = prepared;
  const { profile, product } = await knownBackend(prepared);
  const { Backend } = await import('../provider/ask/backend.js');
  const { orderMembers, partnerOf, profileWith } = await import('../provider/ask/for-flow.js');
  const partner = partnerFor(prepared, partnerOf(profile));
  const backend = await Backend.open({
    profile: profileWith(profile, partner),
    product,
    addresses: walletAddresses(walletNamed(scenario.device.seed), coinAppNamed),
    wish: wishOf(prepared),
    name: (part) => `order.${optionOfPart(flow.kind, part)}`,
    members: { ...orderMembers(saidAddresses(prepared)), ...provider.request },
    ...(provider.nonceForm === undefined ? {} : { nonceForm: provider.nonceForm }),
  });
  return { backend, request: { ...request, partner } };
}

/** Keys and names that the scenario says win over those of the profile. */
function partnerFor({ scenario, request }: Prepared, registered: Partner | undefined): Partner {
  const { publicKey, privateKey, name } = scenario.partner;
  const isSaid = publicKey !== undefined || privateKey !== undefined;
  if (isSaid || registered === undefined) return request.partner;
  return name === TEST_PARTNER_NAME ? registered : { ...registered, name };
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

/** What the scenario says of the user's addresses, as they were found out for our own provider. */
function saidAddresses({ scenario, flow, order, refund }: Prepared) {
  const { refund: refundTo, payout, ...memos } = scenario.order;
  const field = rolesOf(flow.kind).incoming?.address;
  const paidTo = field === undefined || payout === undefined ? undefined : order.values[field];
  return {
    ...memos,
    refund: refundTo === undefined ? undefined : refund(),
    payout: typeof paidTo === 'string' ? paidTo : undefined,
  };
}
