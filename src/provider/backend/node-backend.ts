/** Ledger's backend on a port: the webhook of all providers, and what it would do with them. */

import { decodePercent } from '../../codec/percent.js';
import { InputError } from '../../errors.js';
import { type PageScript, pageScript } from '../../server/node-page-script.js';
import { expected, shownValue } from '../../shown.js';
import { PRODUCTS, type Product } from '../product.js';
import type { Profile } from '../test/profile.js';
import { Book, type StoredOrder } from './book.js';
import { journeyApi } from './journey-api.js';
import { journeyPage } from './journey-page.js';
import { Desk } from './node-desk.js';
import { JourneyRoom } from './node-journey-room.js';
import {
  listenReceiver,
  type OtherRoutes,
  type OwnPages,
  problem,
  type RunningReceiver,
} from './node-receiver.js';
import type { PushRequest, PushRules } from './push.js';
import { type ReceivedPush, Receiver, type Reply } from './receiver.js';

export interface BackendOptions {
  readonly profiles: readonly Profile[];
  /** `http://127.0.0.1:0` when absent. */
  readonly listen?: string;
  /** Names beside loopback that `Host` may hold. */
  readonly names?: readonly string[];
  /** Script of the page; that of this package when absent. */
  readonly script?: PageScript;
  /** Id of the Exchange release in journeys that name none. */
  readonly firmware?: string;
  /** Milliseconds between two calls of GET /status in a journey; 3,000 when absent. */
  readonly pollEvery?: number;
  /** Told of every push as it came. */
  readonly onPush?: (push: ReceivedPush, stored: StoredOrder | undefined) => void;
}

export interface RunningBackend extends RunningReceiver {
  readonly receiver: Receiver;
  readonly journeys: JourneyRoom;
}

/** @throws DeviceError when the port cannot be had. */
export async function startBackend(options: BackendOptions): Promise<RunningBackend> {
  const {
    profiles,
    listen = 'http://127.0.0.1:0',
    names = [],
    onPush,
    pollEvery,
    firmware,
  } = options;
  const book = new Book();
  const receiver = new Receiver(rulesOf(profiles, book));
  const desk = new Desk(profiles);
  if (onPush !== undefined) receiver.onPush((push) => onPush(push, book.get(push.id)));
  const rooms = { book, receiver, desk };
  const others: OtherRoutes = async (request) => {
    const reply = await route(rooms, request);
    return reply === undefined ? undefined : { ...reply, body: journeys.redact(reply.body) };
  };
  const journeys = new JourneyRoom({
    profiles,
    desk,
    book,
    receiver,
    ...(pollEvery === undefined ? {} : { pollEvery }),
    ...(firmware === undefined ? {} : { firmware }),
  });
  const pages = journeyPages(journeys, desk, options.script ?? pageScript('journey'));
  const running = await listenReceiver(receiver, { listen, names, others, pages });
  return {
    receiver,
    journeys,
    url: running.url,
    close: async () => {
      await running.close();
      await journeys.close();
      await desk.close();
    },
  };
}

function journeyPages(journeys: JourneyRoom, desk: Desk, script: PageScript): OwnPages {
  const app = journeyApi(journeys);
  app.route(
    '/',
    journeyPage(() => desk.providers(), script),
  );
  return {
    // Whoever does not ask for HTML reads the summary.
    takes: (method, path, accept) =>
      /^\/(journey|page)(\/|$)/.test(path) ||
      (path === '/' && method === 'GET' && accept.includes('text/html')),
    answer: (request) => app.fetch(request),
  };
}

function rulesOf(profiles: readonly Profile[], book: Book): PushRules {
  const hooks = profiles.flatMap(({ webhook }) => (webhook === undefined ? [] : [webhook]));
  const keys = hooks.flatMap(({ key }) => (key === undefined ? [] : [key]));
  const ids = hooks.flatMap(({ providerId }) => (providerId === undefined ? [] : [providerId]));
  const mappings = profiles.map(({ webhook, statuses = {} }) => [
    webhook?.providerId ?? '',
    statuses,
  ]);
  // Where one of them has no key, or no id, nothing can be asked of the others.
  const allHave = (found: readonly string[]) =>
    found.length > 0 && found.length === profiles.length;
  return {
    book,
    ...(allHave(keys) ? { keys } : {}),
    ...(allHave(ids) ? { providers: ids } : {}),
    mappings: Object.fromEntries(mappings),
  };
}

interface Rooms {
  readonly book: Book;
  readonly receiver: Receiver;
  readonly desk: Desk;
}

async function route(rooms: Rooms, request: PushRequest): Promise<Reply | undefined> {
  const { method, path } = request;
  if (method === 'POST' && !/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return problem(415, 'content-type: expected application/json');
  }
  const [, first, room = '', id, part] = path.split('/').map(decodePercent);
  if (path === '/' && method === 'GET') return text(summary(rooms));
  if (first !== 'backend') return undefined;
  const asked = `${method} ${room}${id === undefined ? '' : '/ID'}${part === undefined ? '' : `/${part}`}`;
  try {
    const found = await answerOf(rooms, asked, id ?? '', request);
    return found === undefined ? undefined : json(200, found);
  } catch (error) {
    if (error instanceof InputError) return problem(400, error.message);
    throw error;
  }
}

async function answerOf(
  { book, receiver, desk }: Rooms,
  asked: string,
  id: string,
  { query, text: body }: PushRequest,
): Promise<unknown> {
  switch (asked) {
    case 'GET orders':
      return { orders: book.all() };
    case 'GET orders/ID':
      return book.get(id);
    case 'POST orders':
      return book.add(orderIn(body));
    case 'POST orders/ID/device':
      return book.decide(id, decisionIn(body));
    case 'GET pushes':
      return { pushes: receiver.pushes, total: receiver.total };
    case 'GET providers':
      return { providers: desk.providers() };
    case 'GET eligible':
      return desk.eligible(query);
    case 'GET quotes':
      return desk.quotes(query);
    case 'GET redirect':
      return desk.redirect(query);
    default:
      return undefined;
  }
}

function orderIn(text: string) {
  const body = membersOf(text);
  const { id, providerId } = body;
  const product = PRODUCTS.find((one) => one === body.product) as Product | undefined;
  if (typeof id !== 'string' || id === '' || id.length > 300) {
    throw new InputError(expected('id', 'the swapId or sellId as text', shownValue(id)));
  }
  if (product === undefined) {
    throw new InputError(expected('product', PRODUCTS.join(', '), shownValue(body.product)));
  }
  if (providerId !== undefined && typeof providerId !== 'string') {
    throw new InputError(expected('providerId', 'a text', shownValue(providerId)));
  }
  return { id, product, ...(providerId === undefined ? {} : { providerId }) };
}

function decisionIn(text: string): 'ACCEPTED' | 'CANCELLED' {
  const { deviceStatus } = membersOf(text);
  if (deviceStatus === 'ACCEPTED' || deviceStatus === 'CANCELLED') return deviceStatus;
  throw new InputError(expected('deviceStatus', 'ACCEPTED or CANCELLED', shownValue(deviceStatus)));
}

function membersOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    throw new InputError(expected('body', 'JSON', 'other text'));
  }
}

function json(status: number, body: unknown): Reply {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function text(body: string): Reply {
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

/** What Ledger would store, to be read. */
function summary({ book, receiver, desk }: Rooms): string {
  const orders = book.all().slice(-SHOWN);
  const pushes = receiver.pushes.slice(-SHOWN);
  return [
    `Providers: ${desk
      .providers()
      .map(({ name, products }) => `${name} (${products.join(', ')})`)
      .join('; ')}`,
    '',
    `Orders (${orders.length} shown):`,
    ...orders.map(
      ({ id, product, status, amount, deviceStatus }) =>
        `  ${id} ${product}: ${status}${amount === undefined ? '' : `, amount ${amount}`}${deviceStatus === undefined ? '' : `, device ${deviceStatus}`}`,
    ),
    '',
    `Pushes (${pushes.length} of ${receiver.total}):`,
    ...pushes.map(
      ({ number, path, answered, reason }) => `  ${number} ${path}: ${answered}, ${reason}`,
    ),
    '',
  ].join('\n');
}

const SHOWN = 100;
