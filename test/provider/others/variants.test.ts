/** What the pages leave open: each provider is as right as the next, and nothing fails. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, it, onTestFinished } from 'vitest';
import { judged } from './judged.js';
import { startNewestSwap } from './newest-swap.js';
import { startOfframp } from './offramp.js';

type Json = Record<string, unknown>;

interface Variant {
  /** Below which everything is served. */
  readonly prefix?: string;
  /** Names of currencies, ours to those of the variant. */
  readonly names?: Readonly<Record<string, string>>;
  readonly gzip?: boolean;
  /** As frameworks answer what they do not serve. */
  readonly pageFor404?: boolean;
  readonly change?: (path: string, body: Json) => Json;
}

const PAGE =
  '<!DOCTYPE html><html><head><title>Error</title></head><body>Cannot find it</body></html>';

async function variantOf(upstream: string, variant: Variant): Promise<string> {
  const { prefix = '', names = {}, gzip, pageFor404, change = (_, body) => body } = variant;
  const renamed = (text: string, pairs: readonly (readonly [string, string])[]) =>
    pairs.reduce((all, [a, b]) => all.replaceAll(JSON.stringify(a), JSON.stringify(b)), text);
  const pairs = Object.entries(names);
  const back = pairs.map(([ours, other]) => [other, ours] as const);
  const server = createServer(async (request, response) => {
    let asked = '';
    for await (const part of request.setEncoding('utf8')) asked += part;
    const { method = 'GET', url = '/' } = request;
    const isBodyless = method === 'GET' || method === 'HEAD';
    const answer = await fetch(upstream + url.slice(prefix.length), {
      method,
      headers: headersOf(request.headers),
      ...(isBodyless ? {} : { body: renamed(asked, back) }),
    });
    const text = renamed(await answer.text(), pairs);
    const isNowhere = !url.startsWith(`${prefix}/`) || /nothing here|no such path/.test(text);
    if (isNowhere && (prefix !== '' || pageFor404 === true)) {
      return response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
    }
    const path = url.slice(prefix.length).split('?')[0]!;
    const body = text.startsWith('{') ? JSON.stringify(change(path, JSON.parse(text))) : text;
    const type = { 'content-type': answer.headers.get('content-type') ?? 'text/plain' };
    if (gzip !== true) return response.writeHead(answer.status, type).end(body);
    response.writeHead(answer.status, { ...type, 'content-encoding': 'gzip' });
    return response.end(gzipSync(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`;
}

function headersOf(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = ['content-type', 'x-partner-token', 'x-api-key'];
  return Object.fromEntries(
    kept.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])),
  );
}

const later = (text: unknown, hours: number) =>
  new Date(Date.parse(String(text)) + hours * 3_600_000).toISOString().slice(0, 19);

const eachOf = (list: unknown, change: (item: Json) => Json) => (list as Json[]).map(change);

const SWAP: Readonly<Record<string, Variant>> = {
  'ids that tell nothing': {
    names: { btc: 'c-17', eth: 'c-2', 'usdc-erc20': '5f0c7b1e-8a', xrp: 'c_9' },
  },
  'below a path, pages for what is not there': { prefix: '/ledger/v1', pageFor404: true },
  'compressed, with members of its own': {
    gzip: true,
    change: (_, body) => ({ ...body, trace: 'a1' }),
  },
  'chains by their names alone': {
    change: (path, body) =>
      path === '/currencies' && 'currencies' in body
        ? { ...body, currencies: eachOf(body.currencies, ({ chainId: _, ...one }) => one) }
        : body,
  },
  'chains by their numbers where they have one': {
    change: (path, body) =>
      path === '/currencies' && 'currencies' in body
        ? {
            ...body,
            currencies: eachOf(body.currencies, ({ blockchain, ...one }) =>
              'chainId' in one ? one : { blockchain, ...one },
            ),
          }
        : body,
  },
  'one way to trade each pair': {
    change: (path, body) =>
      path === '/pairs' && 'pairs' in body
        ? {
            ...body,
            pairs: eachOf(body.pairs, (pair) => ({
              ...pair,
              tradeMethod: [(pair.tradeMethod as string[])[0]],
            })),
          }
        : body,
  },
  'times of other zones, and slippage': {
    change: (_, body) => ({
      ...body,
      ...('expiry' in body ? { expiry: `${later(body.expiry, 2)}.123456+02:00` } : {}),
      ...('createdAt' in body ? { createdAt: `${later(body.createdAt, -5)}-05:00` } : {}),
      ...('amountTo' in body
        ? { defaultSlippage: '0.01', minSlippage: '0', maxSlippage: '0.05' }
        : {}),
    }),
  },
};

const SELL: Readonly<Record<string, Variant>> = {
  'ids of its own in POST /sell': { names: { BTC: 'btc', ETH: 'eth', USDC: 'usdc' } },
  'below a path, compressed': { prefix: '/off', gzip: true },
  'amountFrom left out': {
    change: (_, { amountFrom: __, ...body }) => body,
  },
};

it.each(Object.entries(SWAP))(
  'swap: %s',
  async (_, variant) => {
    const provider = await startNewestSwap();
    onTestFinished(() => provider.close());
    const run = await judged('swap', { ...provider, url: await variantOf(provider.url, variant) });
    expect(run.evidence).toEqual({});
    expect(run.exitCode).toBe(0);
  },
  60_000,
);

it.each(Object.entries(SELL))(
  'sell: %s',
  async (_, variant) => {
    const provider = await startOfframp();
    onTestFinished(() => provider.close());
    const run = await judged('sell', { ...provider, url: await variantOf(provider.url, variant) });
    expect(run.evidence).toEqual({});
    expect(run.exitCode).toBe(0);
  },
  60_000,
);
