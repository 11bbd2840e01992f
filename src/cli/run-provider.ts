/** `run --provider`: the options of a run as a wish, and the backend that is to fulfil it. */
import { sentPayload, sentSignature } from '../check/answer/sent.js';
import { InputError } from '../errors.js';
import type { Flow, FlowKind } from '../exchange/flows.js';
import type { AddressBook } from '../host/address-book.js';
import { type Partner, TEST_PARTNER_NAME, testPartner } from '../host/partner.js';
import type { PayloadSource } from '../host/signed-payload.js';
import { fieldOptionsIn, type OrderOption, optionName } from '../order/options.js';
import { type Order, termsOf } from '../order/order.js';
import { rolesOf } from '../payload/roles.js';
import { Backend } from '../provider/ask/backend.js';
import type { Wish, Wished, WishName } from '../provider/ask/wish.js';
import { FLOW_OF_PRODUCT, type Product } from '../provider/product.js';
import type { Profile } from '../provider/test/profile.js';
import { DEFAULT_PARTNER_NAME } from '../provider/test/read-profile.js';
import { shownText } from '../shown.js';
import { isTestBuild, parseBuild } from '../simulator/build.js';
import { statOf } from './input-file.js';
import { profileFrom } from './provider-profile.js';
import type { RunOptions } from './run-options.js';
import type { BackendListener } from './run-request.js';

export interface BackendContext {
  /** Of `--partner`. */
  readonly partner?: Partner;
  readonly addresses: AddressBook;
  readonly listener: BackendListener;
}

/**
 * Asks for the quote; the order waits for the device's nonce.
 * @throws InputError for options that cannot be used, ProviderError when there is no quote.
 */
export async function backendSource(flow: Flow, options: RunOptions, context: BackendContext) {
  const { addresses, listener } = context;
  const request = await providerRequest(flow.kind, options);
  const { build } = options;
  const partner = context.partner ?? partnerIn(request, flow, isTestBuild(parseBuild(build)));
  const backend = await backendFor(request, options, { flow, partner, addresses, listener });
  listener.onBackend(backend);
  const { invented, ...terms } = termsWith(flow, options, await backend.quote());
  const isOurs = context.partner === undefined && request.profile.key === undefined;
  return {
    ...terms,
    partner,
    backend,
    rate: backend.rate,
    payload: orderedPayload(flow, backend, terms.fees),
    invented: isOurs ? ['partner', ...invented] : invented,
  };
}

/** A run with a provider, before anybody was called. */
interface ProviderRequest {
  readonly product: Product;
  readonly profile: Profile;
}

/** @throws InputError for options that go together badly, and for a profile that cannot be used. */
async function providerRequest(kind: FlowKind, options: RunOptions): Promise<ProviderRequest> {
  refuseBeside(options);
  const { provider = '', header, publicKey, curve } = options;
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(provider);
  if (!isUrl && statOf(provider) === undefined) {
    throw new InputError(
      `--provider: expected a base URL such as http://127.0.0.1:3000, or the file of a profile, found ${shownText(provider)}`,
    );
  }
  const profile = await profileFrom(isUrl ? provider : undefined, {
    ...(isUrl ? {} : { profile: provider }),
    option: '--provider',
    ...(header === undefined ? {} : { header }),
    ...(publicKey === undefined ? {} : { publicKey }),
    ...(curve === undefined ? {} : { curve }),
  });
  return { profile, product: productOf(kind, options.product, profile) };
}

/** What the order may say beside a provider: the rest is its answer. */
const BESIDE: readonly OrderOption[] = [
  'from',
  'to',
  'currency',
  'amount',
  'raw',
  'fiat',
  'refund',
  'payout',
  'refundMemo',
  'payoutMemo',
];

function refuseBeside(options: RunOptions): void {
  const { response, payload, signature, field, legacy, partner, publicKey } = options;
  const said = Object.keys(fieldOptionsIn(options)) as OrderOption[];
  const other = said.find((option) => !BESIDE.includes(option));
  const others: readonly (readonly [string, unknown])[] = [
    ['--response', response],
    ['--payload', payload],
    ['--signature', signature],
    ['--field', field],
    ['--legacy', legacy],
    ...(other === undefined ? [] : [[optionName(other), true] as const]),
  ];
  const found = others.find(([, value]) => value !== undefined)?.[0];
  if (found !== undefined) {
    throw new InputError(`${found}: expected without --provider, whose answer says it, found both`);
  }
  if (partner !== undefined && publicKey !== undefined) {
    throw new InputError('--public-key: expected without --partner, found both');
  }
}

/** A sell is that of a card where the profile has no other. */
function productOf(kind: FlowKind, given: Product | undefined, profile: Profile): Product {
  const fitting = (Object.keys(FLOW_OF_PRODUCT) as Product[]).filter(
    (product) => FLOW_OF_PRODUCT[product] === kind,
  );
  if (given !== undefined && !fitting.includes(given)) {
    throw new InputError(
      `--product: expected ${fitting.join(' or ')} in a ${kind}, found ${given}`,
    );
  }
  const { products } = profile;
  const found = [given, ...(given === undefined ? fitting : [])].find(
    (product) => product !== undefined && products.includes(product),
  );
  if (found !== undefined) return found;
  const listed = `the profile lists ${products.join(', ')}`;
  throw new InputError(
    `--provider: expected a provider of ${given ?? fitting.join(' or ')}: ${listed}`,
  );
}

/** Whose signatures the answers have: of the options, of the profile, or the built-in test partner. */
function partnerIn({ profile }: ProviderRequest, flow: Flow, isTest: boolean): Partner {
  const { key, partnerName, credential } = profile;
  const name = partnerName === DEFAULT_PARTNER_NAME ? TEST_PARTNER_NAME : partnerName;
  if (key === undefined) return testPartner(flow, name);
  const { curve, publicKey } = key;
  // Ledger's own signature is of use where Ledger's own key is trusted.
  const registered = isTest || credential === undefined ? {} : { signature: credential };
  return { name, curve, publicKey, ...registered };
}

async function backendFor(
  { profile, product }: ProviderRequest,
  options: RunOptions,
  { flow, partner, addresses, listener }: Required<BackendContext> & { readonly flow: Flow },
): Promise<Backend> {
  const { refund, payout, refundMemo, payoutMemo } = options;
  const members = Object.entries({
    refundAddress: refund,
    payoutAddress: payout,
    refundAddressExtraId: refundMemo,
    payoutAddressExtraId: payoutMemo,
  }).filter(([, value]) => value !== undefined);
  const { curve, publicKey, name } = partner;
  return Backend.open({
    profile: { ...profile, key: { curve, publicKey, label: 'the key given' }, partnerName: name },
    product,
    addresses,
    wish: wishOf(flow, options),
    name: wishName(flow),
    members: Object.fromEntries(members),
    onExchange: (exchange) => listener.onExchange(exchange),
  });
}

function wishOf({ kind }: Flow, options: RunOptions): Wish {
  const { from, to, currency, fiat, amount, raw, rate } = options;
  const sides = kind === 'swap' ? { from, to } : { from: currency, to: fiat };
  const said = Object.entries({ ...sides, amount, raw, rate }).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(said);
}

const wishName =
  ({ kind }: Flow): WishName =>
  (part) => {
    if (kind === 'swap') return `--${part}`;
    return { from: '--currency', to: '--fiat', amount: '--amount', raw: '--raw', rate: '--rate' }[
      part
    ];
  };

/** What the host has to know beside the payload. */
function termsWith(
  flow: Flow,
  options: RunOptions,
  { outgoing, incoming }: Wished,
): Omit<Order, 'values'> {
  const currencies = {
    ...(flow.kind === 'swap' ? { from: outgoing.id } : { currency: outgoing.id }),
    ...(incoming === undefined ? {} : { to: incoming.id }),
  };
  const { fees } = options;
  const terms = termsOf(
    flow,
    { ...currencies, ...(fees === undefined ? {} : { fees }) },
    optionName,
  );
  return { ...terms, invented: [...unsaid(flow, options), ...terms.invented] };
}

/** Fields of the message that the order asks for and no option says. */
function unsaid({ kind }: Flow, options: RunOptions): string[] {
  const { outgoing, incoming, fiat } = rolesOf(kind);
  const rows: readonly (readonly [string | undefined, unknown])[] = [
    [outgoing.currency, kind === 'swap' ? options.from : options.currency],
    [incoming?.currency, options.to],
    [fiat?.currency, options.fiat],
    [outgoing.amount, options.amount ?? options.raw],
    [outgoing.address, options.refund],
    [incoming?.address, options.payout],
  ];
  return rows.flatMap(([field, said]) =>
    field === undefined || said !== undefined ? [] : [field],
  );
}

/** The order over the device's nonce, in the bytes that `run --response` would send. */
function orderedPayload(flow: Flow, backend: Backend, fees: bigint): PayloadSource {
  return {
    kind: 'made',
    make: async (nonce) => {
      const { judged } = await backend.order(nonce, fees);
      return {
        payload: sentPayload(flow, judged.payload),
        signature: sentSignature(flow, judged.signature),
      };
    },
  };
}
