/** What a receiver of status pushes hears, written down like the calls of `transcript.ts`. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { behavioursOf, startProvider } from '../../../src/provider/serve/index.js';
import { VirtualClock } from '../../../src/provider/virtual-clock.js';
import { CountedBytes, plain, Script, sale, swap } from './transcript.js';

/** What a receiver hears of three orders: one is refused once, one for good, one redirected. */
export async function pushLines(code?: string): Promise<string[]> {
  const heard: string[] = [];
  const numbers = new Map<string, number>();
  const attempts = new Map<string, number>();
  const known = new Map<string, string>();
  // A provider that pushes without end is never idle.
  let isTooMany = () => {};
  const tooMany = new Promise<void>((resolve) => {
    isTooMany = resolve;
  });
  const receiver = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const { url = '' } = request;
    const [path = '', search = ''] = url.split('?');
    const id = path.split('/')[2] ?? '';
    if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
    const attempt = (attempts.get(id) ?? 0) + 1;
    attempts.set(id, attempt);
    const key = request.headers['x-api-key'];
    const name = known.get(id) ?? 'unknown order';
    if (heard.length > 60) isTooMany();
    heard.push(plain(`${name} ${path.replace(id, 'ID')} ${search} ${key} ${body}`));
    const status = name === 'sell' ? 422 : name === 'redirected' ? 307 : attempt === 1 ? 503 : 200;
    if (status === 307) response.setHeader('location', '/elsewhere/x/status');
    response.statusCode = status;
    response.end('{}');
  });
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
  const webhook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const wall = new VirtualClock();
  const provider = await startProvider({
    behaviours: code === undefined ? [] : behavioursOf([code]),
    random: new CountedBytes().next,
    wall,
    webhook: { url: webhook, key: 'push-key', form: 'current' },
  });
  const script = new Script(provider.url, { now: wall.now() });
  try {
    for (const name of ['refused once', 'redirected']) {
      const { swapId } = await script.call('/swap/swap/float', { body: swap({ amount: '0.01' }) });
      known.set(swapId, name);
    }
    const sold = { from: 'bitcoin', to: 'EUR', 'payment-method': 'card', amount: '0.01' };
    const { quoteId } = await script.call(`/sell/quote?${new URLSearchParams(sold)}`);
    const { sellId } = await script.call('/sell/sell', { body: sale({ quoteId }) });
    known.set(sellId, 'sell');
    for (const seconds of [0, 61, 2, 10, 61, 2, 10, 60]) {
      await provider.admin.advance(seconds);
      await Promise.race([provider.idle(), tooMany]);
      heard.push(`after ${seconds} s`);
    }
    // Orders at the same time are in no order.
    return heard.slice(0, 80);
  } finally {
    await provider.close();
    receiver.closeAllConnections();
    receiver.close();
  }
}
