/** What a flow needs of a profile, and an order of a flow: for `run`, scenarios and tests alike. */
import { InputError } from '../../errors.js';
import type { FlowKind } from '../../exchange/flows.js';
import { type Partner, TEST_PARTNER_NAME } from '../../host/partner.js';
import { expected } from '../../shown.js';
import { FLOW_OF_PRODUCT, PRODUCTS, type Product } from '../product.js';
import type { Members } from '../test/call-of.js';
import type { Profile } from '../test/profile.js';
import { DEFAULT_PARTNER_NAME } from '../test/read-profile.js';

/**
 * A sell is that of a card where the profile has no other.
 * @param names how messages call the product, and the provider.
 * @throws InputError for a product of another flow, and for a profile without one.
 */
export function productFor(
  kind: FlowKind,
  given: Product | undefined,
  { products }: Profile,
  names: { readonly product: string; readonly provider: string },
): Product {
  const fitting = PRODUCTS.filter((product) => FLOW_OF_PRODUCT[product] === kind);
  const words = fitting.join(' or ');
  if (given !== undefined && !fitting.includes(given)) {
    throw new InputError(expected(names.product, `${words} in a ${kind}`, given));
  }
  const found = (given === undefined ? fitting : [given]).find((one) => products.includes(one));
  if (found !== undefined) return found;
  throw new InputError(
    expected(names.provider, `a profile of ${given ?? words}`, `one of ${products.join(', ')}`),
  );
}

/** Whose signatures the answers have; undefined where the profile names no key. */
export function partnerOf({ key, partnerName }: Profile): Partner | undefined {
  if (key === undefined) return undefined;
  const name = partnerName === DEFAULT_PARTNER_NAME ? TEST_PARTNER_NAME : partnerName;
  return { name, curve: key.curve, publicKey: key.publicKey };
}

/** The profile of a provider whose answers this partner has signed. */
export function profileWith(profile: Profile, { name, curve, publicKey }: Partner): Profile {
  return { ...profile, key: { curve, publicKey, label: 'registered' }, partnerName: name };
}

type Text = string | undefined;

/** Members of an order in the place of our own; none for what nobody said. */
export function orderMembers(said: {
  readonly refund?: Text;
  readonly payout?: Text;
  readonly refundMemo?: Text;
  readonly payoutMemo?: Text;
}): Members {
  const members = {
    refundAddress: said.refund,
    payoutAddress: said.payout,
    refundAddressExtraId: said.refundMemo,
    payoutAddressExtraId: said.payoutMemo,
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
