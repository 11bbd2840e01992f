/** The webhook receiver: every push is stored with what was answered; faults can be planned. */
import {
  type Generation,
  isRightKey,
  jsonObject,
  type PushAnswer,
  type PushRequest,
  type PushRules,
  placeOf,
  readBack,
  receivePush,
} from './push.js';

/** Instead of the right answer. */
export type PlannedAnswer =
  | { readonly status: number; readonly location?: string }
  /** The connection is closed without an answer. */
  | 'hang-up'
  /** No answer comes until the other side gives up. */
  | 'silence';

export interface ReceivedPush {
  /** From 1. */
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  /** With the query, the key in it hidden. */
  readonly path: string;
  readonly generation: Generation;
  readonly id: string;
  readonly contentType: string;
  readonly text: string;
  readonly isTooLong: boolean;
  /** Undefined when the body is no JSON object. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly key: 'right' | 'wrong' | 'missing' | 'in-url' | 'not-asked';
  /** HTTP status, or how there was none. */
  readonly answered: number | 'hang-up' | 'silence';
  readonly reason: string;
}

export interface Reply {
  readonly planned?: 'hang-up' | 'silence';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON text; '' for none. */
  readonly body: string;
}

/** Pushes that are remembered: a storm must not fill the memory. */
const MAX_RECEIVED = 5_000;

export class Receiver {
  readonly rules: PushRules;
  private readonly now: () => number;
  private readonly plans = new Map<string, PlannedAnswer[]>();
  private readonly received: ReceivedPush[] = [];
  private readonly reads: { readonly id: string; readonly at: number }[] = [];
  private readonly listeners = new Set<(push: ReceivedPush) => void>();
  private count = 0;

  constructor(rules: PushRules, now: () => number = Date.now) {
    this.rules = rules;
    this.now = now;
  }

  /** Answers of the next pushes of an order, one after the other; the right ones follow. */
  plan(id: string, answers: readonly PlannedAnswer[]): void {
    this.plans.set(id, [...(this.plans.get(id) ?? []), ...answers]);
  }

  /** In the order in which they came. */
  get pushes(): readonly ReceivedPush[] {
    return this.received;
  }

  /** How many came, also those that are no longer remembered. */
  get total(): number {
    return this.count;
  }

  get readBacks(): readonly { readonly id: string; readonly at: number }[] {
    return this.reads;
  }

  /** Calls back with every push; returns how to stop that. */
  onPush(listener: (push: ReceivedPush) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Undefined for a path that is none of the webhook's. */
  handle(request: PushRequest): Reply | undefined {
    const place = placeOf(request.path);
    if (place === undefined) return undefined;
    if (request.method === 'GET') {
      if (this.reads.length < MAX_RECEIVED) this.reads.push({ id: place.id, at: this.now() });
      return replyOf(readBack(this.rules, request, place));
    }
    if (request.method !== 'POST') {
      return replyOf({ status: 405, body: { error: 'method not allowed' }, reason: '' });
    }
    const planned = this.plans.get(place.id)?.shift();
    const answer: PushAnswer =
      planned === undefined
        ? receivePush(this.rules, request, place)
        : { ...(typeof planned === 'string' ? { status: 0 } : planned), reason: 'planned' };
    this.note(request, place, planned, answer);
    if (typeof planned === 'string') return { planned, status: 0, headers: {}, body: '' };
    const reply = replyOf(planned === undefined ? answer : { ...answer, body: PLANNED_BODY });
    const location = planned?.location;
    return location === undefined ? reply : { ...reply, headers: { ...reply.headers, location } };
  }

  private note(
    request: PushRequest,
    { generation, id }: { generation: Generation; id: string },
    planned: PlannedAnswer | undefined,
    { status, reason }: PushAnswer,
  ): void {
    const body = jsonObject(request.text);
    const push: ReceivedPush = {
      number: ++this.count,
      at: this.now(),
      method: request.method,
      path: request.path,
      generation,
      id,
      contentType: request.headers['content-type'] ?? '',
      text: request.text,
      isTooLong: request.isTooLong,
      ...(body === undefined ? {} : { body }),
      key: this.keyOf(request),
      answered: typeof planned === 'string' ? planned : status,
      reason,
    };
    if (this.received.length < MAX_RECEIVED) this.received.push(push);
    for (const listener of this.listeners) listener(push);
  }

  private keyOf({ headers, query }: PushRequest): ReceivedPush['key'] {
    const { keys } = this.rules;
    const inUrl = Object.entries(query).some(
      ([name, value]) => /key|token|secret/i.test(name) || keys?.includes(value) === true,
    );
    if (inUrl) return 'in-url';
    if (keys === undefined) return 'not-asked';
    const given = headers['x-api-key'];
    if (given === undefined) return 'missing';
    return isRightKey(this.rules, given) ? 'right' : 'wrong';
  }
}

const PLANNED_BODY = { error: 'planned by the test' };

function replyOf({ status, body }: PushAnswer): Reply {
  return body === undefined
    ? { status, headers: {}, body: '' }
    : { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
