/**
 * Redis Streams as a source of cases and a place for verdicts: consumer groups share the work, what a
 * consumer that died has left is taken over, and each entry gets its verdict once. The only file
 * that loads `ioredis`.
 */
import type { Redis } from 'ioredis';
import { DeviceError, InputError } from '../errors.js';
import { expected } from '../shown.js';

export interface StreamAddress {
  readonly host: string;
  readonly port: number;
  readonly stream: string;
  readonly username?: string;
  readonly password?: string;
}

/** One entry of a stream: the case, and how often it was handed out. */
export interface StreamEntry {
  readonly id: string;
  /** The case as JSON: the value of `case`, or of the only field. */
  readonly text: string;
}

const DEFAULT_PORT = 6379;

/**
 * `redis://[USER:PASSWORD@]HOST[:PORT]/STREAM`.
 * @throws InputError for anything else; a password is never repeated.
 */
export function parseStreamAddress(text: string, option: string): StreamAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const stream = decodeURIComponent(url?.pathname.slice(1) ?? '');
  if (url?.protocol !== 'redis:' || url.hostname === '' || stream === '') {
    throw new InputError(expected(option, 'redis://HOST/STREAM', 'another text'));
  }
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? DEFAULT_PORT : Number(url.port),
    stream,
    ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
    ...(url.password === '' ? {} : { password: decodeURIComponent(url.password) }),
  };
}

const CONNECT_MS = 5000;

/** @throws DeviceError when `ioredis` is not installed or nobody answers. */
export async function connect(address: StreamAddress): Promise<Redis> {
  const { host, port, username, password } = address;
  const module = await import('ioredis').catch((error: unknown) => {
    throw new DeviceError('Redis Streams need the package ioredis, which is not installed', {
      hint: 'npm install ioredis',
      cause: error,
    });
  });
  const redis = new module.Redis({
    host,
    port,
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    maxRetriesPerRequest: 3,
    retryStrategy: (times) => (times > 5 ? null : 200 * times),
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
  });
  // Without a listener a lost connection would end the process; the next command tells it.
  redis.on('error', () => {});
  try {
    await redis.connect();
    return redis;
  } catch (error) {
    redis.disconnect();
    const why = (error as Error).message;
    throw new DeviceError(expected(`redis://${host}:${port}`, 'a Redis server', `none: ${why}`));
  }
}

/**
 * Acknowledges and answers in one step, and only if the entry was still to be acknowledged: a script
 * is a transaction, too, and unlike MULTI it can look first. So a consumer that was taken for dead
 * and finishes late adds no second verdict.
 */
const FINISH = `
if redis.call('XACK', KEYS[1], ARGV[1], ARGV[2]) == 1 then
  redis.call('XADD', KEYS[2], '*', 'entry', ARGV[2], ARGV[3], ARGV[4])
  return 1
end
return 0`;

export interface ConsumerOptions {
  readonly from: StreamAddress;
  readonly to: StreamAddress;
  readonly group: string;
  /** Unique in the group. */
  readonly consumer: string;
  /** Milliseconds after which an entry that nobody has acknowledged is taken over. */
  readonly claimAfter: number;
  /** Deliveries after which an entry goes to the dead letters: judging it ends the consumer. */
  readonly maxDeliveries: number;
}

const BATCH = 64;
const BLOCK_MS = 500;

export class StreamConsumer {
  private readonly redis: Redis;
  private readonly options: ConsumerOptions;
  private lastClaim = 0;

  private constructor(redis: Redis, options: ConsumerOptions) {
    this.redis = redis;
    this.options = options;
  }

  /** @throws DeviceError as {@link connect}; InputError for streams on two servers. */
  static async open(options: ConsumerOptions): Promise<StreamConsumer> {
    const { from, to, group } = options;
    if (from.host !== to.host || from.port !== to.port) {
      throw new InputError(expected('--to', 'a stream on the server of --from', 'another server'), {
        hint: 'A verdict and its acknowledgement are one transaction, which one server makes.',
      });
    }
    const redis = await connect(from);
    try {
      await redis.xgroup('CREATE', from.stream, group, '0', 'MKSTREAM');
    } catch (error) {
      if (!String(error).includes('BUSYGROUP')) {
        redis.disconnect();
        throw new DeviceError(`redis://${from.host}: ${(error as Error).message}`);
      }
    }
    return new StreamConsumer(redis, options);
  }

  /** The next entries, those of dead consumers first; none when nothing has come for a while. */
  async next(): Promise<StreamEntry[]> {
    const { from, group, consumer, claimAfter } = this.options;
    if (Date.now() - this.lastClaim >= claimAfter / 2) {
      this.lastClaim = Date.now();
      const claimed = await this.claimed();
      if (claimed.length > 0) return claimed;
    }
    const read = await this.redis.xreadgroup(
      'GROUP',
      group,
      consumer,
      'COUNT',
      BATCH,
      'BLOCK',
      BLOCK_MS,
      'STREAMS',
      from.stream,
      '>',
    );
    const [stream] = (read ?? []) as [string, RawEntry[]][];
    return (stream?.[1] ?? []).map(entryOf);
  }

  /** Answers entries; @returns how many of them were still to be answered. */
  async finish(answers: readonly { id: string; verdict: string }[]): Promise<number> {
    return this.end(this.options.to.stream, 'verdict', answers);
  }

  /** Entries of the group that nobody has acknowledged. */
  async pending(): Promise<number> {
    const { from, group } = this.options;
    const [count] = (await this.redis.xpending(from.stream, group)) as [number];
    return count;
  }

  close(): void {
    this.redis.disconnect();
  }

  private async end(
    stream: string,
    field: string,
    answers: readonly { id: string; verdict: string }[],
  ): Promise<number> {
    const { from, group } = this.options;
    const pipeline = this.redis.pipeline();
    for (const { id, verdict } of answers) {
      pipeline.eval(FINISH, 2, from.stream, stream, group, id, field, verdict);
    }
    const results = (await pipeline.exec()) ?? [];
    let finished = 0;
    for (const [error, result] of results) {
      if (error !== null) throw new DeviceError(`redis://${from.host}: ${error.message}`);
      finished += Number(result);
    }
    return finished;
  }

  /** What other consumers have left, except what ends every consumer that judges it. */
  private async claimed(): Promise<StreamEntry[]> {
    const { from, group, consumer, claimAfter, maxDeliveries } = this.options;
    const [, entries] = (await this.redis.xautoclaim(
      from.stream,
      group,
      consumer,
      claimAfter,
      '0-0',
      'COUNT',
      BATCH,
    )) as [string, (RawEntry | null)[]];
    const alive: StreamEntry[] = [];
    const dead: { id: string; verdict: string }[] = [];
    for (const raw of entries) {
      if (raw === null) continue;
      const entry = entryOf(raw);
      if ((await this.deliveries(entry.id)) > maxDeliveries) {
        dead.push({ id: entry.id, verdict: entry.text });
      } else alive.push(entry);
    }
    if (dead.length > 0) await this.end(`${from.stream}:dead`, 'case', dead);
    return alive;
  }

  private async deliveries(id: string): Promise<number> {
    const { from, group } = this.options;
    const [row] = (await this.redis.xpending(from.stream, group, id, id, 1)) as [
      string,
      string,
      number,
      number,
    ][];
    return row?.[3] ?? 0;
  }
}

type RawEntry = [id: string, fields: string[] | null];

function entryOf([id, fields]: RawEntry): StreamEntry {
  const pairs = fields ?? [];
  const at = pairs.findIndex((name, index) => index % 2 === 0 && name === 'case');
  const text = at >= 0 ? pairs[at + 1] : pairs.length === 2 ? pairs[1] : undefined;
  return { id, text: text ?? '' };
}
