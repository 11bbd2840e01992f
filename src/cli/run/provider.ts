/** `run --provider`: the options of a run as a wish, and the backend that is to fulfil it. */
import { sentPayload, sentSignature } from '../../check/answer/sent.js';
import { InputError } from '../../errors.js';
import type { Flow, FlowKind } from '../../exchange/flows.js';
import type { AddressBook } from '../../host/address-book.js';
import { type Partner, testPartner } from '../../host/partner.js';
import type { PayloadSource } from '../../host/signed-payload.js';
import { answeredOption, optionOfPart } from '../../order/asked.js';
import { fieldOptionsIn, type OrderOption, optionName } from '../../order/options.js';
import { type Order, termsOf } from '../../order/order.js';
import { rolesOf } from '../../payload/roles.js';
import { Backend } from '../../provider/ask/backend.js';
import { orderMembers, partnerOf, productFor, profileWith } from '../../provider/ask/for-flow.js';
import type { Wish, Wished } from '../../provider/ask/wish.js';
import type { Product } from '../../provider/product.js';
import type { Profile } from '../../provider/test/profile.js';
import { DEFAULT_PARTNER_NAME } from '../../provider/test/read-profile.js';
import { backendAddress } from '../../scenario/backend-address.js';
import { expected, KEY_LIKE, shownText } from '../../shown.js';
import { type Build, trustsTestKey } from '../../simulator/build.js';
import { statOf } from '../files/input.js';
import { profileFrom } from '../provider/profile.js';
import type { RunOptions } from './options.js';
import type { BackendListener } from './request.js';

export interface BackendContext {
  /** Of `--partner`. */
  readonly partner?: Partner;
  readonly build: Build;
  readonly addresses: AddressBook;
  readonly listener: BackendListener;
}

/**
 * Asks for the quote; the order waits for the device's nonce.
 * @throws InputError for options that cannot be used, ProviderError when there is no quote.
 */
export async function backendSource(flow: Flow, options: RunOptions, context: BackendContext) {
  const { build, addresses, listener } = context;
  const request = await providerRequest(flow.kind, options);
  const partner = context.partner ?? partnerIn(request, flow, trustsTestKey(build));
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
  const { url, profile: file } = backendAddress(provider, '--provider');
  if (file !== undefined && statOf(file) === undefined) {
    const shown = shownText(file);
    throw new InputError(
      expected(
        '--provider',
        'a base URL such as http://127.0.0.1:3000, or the file of a profile',
        shown === KEY_LIKE ? shown : `no file ${shown}`,
      ),
    );
  }
  const profile = await profileFrom(url, {
    ...(file === undefined ? {} : { profile: file }),
    option: '--provider',
    ...(header === undefined ? {} : { header }),
    ...(publicKey === undefined ? {} : { publicKey }),
    ...(curve === undefined ? {} : { curve }),
  });
  const names = { product: '--product', provider: '--provider' };
  return { profile, product: productFor(kind, options.product, profile, names) };
}

function refuseBeside(options: RunOptions): void {
  const { response, payload, signature, field, legacy, partner, publicKey } = options;
  const other = answeredOption(Object.keys(fieldOptionsIn(options)));
  const others: readonly (readonly [string, unknown])[] = [
    ['--response', response],
    ['--payload', payload],
    ['--signature', signature],
    ['--field', field],
    ['--legacy', legacy],
    ...(other === undefined ? [] : [[optionName(other as OrderOption), true] as const]),
  ];
  const found = others.find(([, value]) => value !== undefined)?.[0];
  if (found !== undefined) {
    throw new InputError(expected(found, 'without --provider, whose answer says it', 'both'));
  }
  if (partner !== undefined && publicKey !== undefined) {
    throw new InputError(expected('--public-key', 'without --partner', 'both'));
  }
}

/** Whose signatures the answers have: of the options, of the profile, or the built-in test partner. */
function partnerIn({ profile }: ProviderRequest, flow: Flow, isTest: boolean): Partner {
  const registered = partnerOf(profile);
  const { partnerName, credential } = profile;
  if (registered === undefined) {
    return testPartner(flow, partnerName === DEFAULT_PARTNER_NAME ? undefined : partnerName);
  }
  // Ledger's own signature is of use where Ledger's own key is trusted.
  return isTest || credential === undefined ? registered : { ...registered, signature: credential };
}

async function backendFor(
  { profile, product }: ProviderRequest,
  options: RunOptions,
  {
    flow,
    partner,
    addresses,
    listener,
  }: Required<Omit<BackendContext, 'build'>> & { readonly flow: Flow },
): Promise<Backend> {
  const { quoteId, nonceForm } = options;
  return Backend.open({
    profile: profileWith(profile, partner),
    product,
    addresses,
    wish: wishOf(flow, options),
    name: (part) => `--${optionOfPart(flow.kind, part)}`,
    members: { ...orderMembers(options), ...(quoteId === undefined ? {} : { quoteId }) },
    ...(nonceForm === undefined ? {} : { nonceForm }),
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
