/** Backends for runs that ask one: the reference provider, and others in front of it. */
import { onTestFinished } from 'vitest';
import { PRODUCTS, type Product } from '../../../src/provider/product.js';
import {
  behavioursOf,
  type ProviderOptions,
  startProvider,
} from '../../../src/provider/serve/index.js';
import { httpServer } from '../http/servers.js';

export const ORDERED = PRODUCTS.filter((product) => product !== 'buy');

/** Ends with the test; `url` is the base of the product. */
export async function referenceProvider(
  product: Product,
  { misbehave = [], ...options }: ProviderOptions & { readonly misbehave?: readonly string[] } = {},
) {
  const provider = await startProvider({
    products: [product],
    behaviours: behavioursOf(misbehave),
    ...options,
  });
  onTestFinished(() => provider.close());
  return { ...provider, url: `${provider.url}/${product}`, root: provider.url };
}

export interface Rename {
  /** Path of an older page, and what it is called today. */
  readonly paths: Readonly<Record<string, string>>;
  /** Changes a body of an answer, by today's path. */
  readonly answer?: (path: string, body: unknown) => unknown;
}

/** The same provider under older names: today's are not served. */
export async function underOlderNames(base: string, { paths, answer }: Rename): Promise<string> {
  const today = new Set(Object.values(paths));
  return httpServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const [path = '', search = ''] = (request.url ?? '').split(/(\?.*)/s);
    const target = paths[path] ?? (today.has(path) ? '/no-such-path' : path);
    const forwarded = await fetch(base + target + search, {
      method: request.method!,
      headers: { 'content-type': 'application/json' },
      ...(body === '' ? {} : { body }),
    });
    const json: unknown = await forwarded.json();
    response.writeHead(forwarded.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer?.(target, json) ?? json));
  });
}
