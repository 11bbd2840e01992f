/** Where a backend is, in the short form or the long one. */
import { InputError } from '../errors.js';
import { answeredOption } from '../order/asked.js';
import { FLOW_OF_PRODUCT } from '../provider/product.js';
import { expected } from '../shown.js';
import type { BackendAddress, BackendProduct, Scenario } from './scenario.js';

type Loose<T> = { readonly [Name in keyof T]?: T[Name] | undefined };

/** @throws InputError when it says neither a URL nor a profile. */
export function backendAddress(
  given: string | Loose<BackendAddress>,
  field: string,
): Loose<BackendAddress> {
  const address = typeof given === 'string' ? named(given.trim()) : given;
  if ((address.url ?? '') !== '' || (address.profile ?? '') !== '') return address;
  throw new InputError(expected(field, 'a URL or the file of a profile', 'neither'));
}

const named = (text: string): BackendAddress =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? { url: text } : { profile: text };

/** @throws InputError for what only our own provider can do. */
export function refuseBesideBackend({ order, mistake, flow }: Scenario): void {
  const said = answeredOption(Object.keys(order));
  const other = said === undefined ? undefined : `order.${said}`;
  const found = mistake === undefined ? (other ?? (flow.legacy ? 'flow.legacy' : '')) : 'mistake';
  if (found === '') return;
  throw new InputError(expected(found, 'without provider, whose answer says it', 'both'));
}

/** @throws InputError for a product of another flow. */
export function backendProduct({ provider, flow }: Scenario): BackendProduct | undefined {
  const product = provider?.product;
  if (product === undefined || FLOW_OF_PRODUCT[product] === flow.kind) return product;
  throw new InputError(expected('provider.product', `that of a ${flow.kind}`, product));
}
