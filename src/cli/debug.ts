/**
 * `DEBUG=exchange-sim:*`: what is read, sent and decided, on stderr, as the package `debug` is told to.
 * Names and numbers of things, never what stands in a file, a header or an option: there may be a key.
 */
import type { Device } from '../device.js';
import { harmless } from '../report/plain-text.js';
import type { Io } from './io.js';

/** Of each: files read and written; APDUs; HTTP requests, ours and those to us; what was chosen. */
export const TOPICS = ['file', 'apdu', 'http', 'choice'] as const;
export type Topic = (typeof TOPICS)[number];

interface Listening {
  readonly topics: ReadonlySet<Topic>;
  readonly write: (line: string) => void;
  /** A command without what may be a key in it: loaded for those who ask for APDUs. */
  shownApdu?: (apdu: Uint8Array) => string;
  last: number;
}

let listening: Listening | undefined;

/** For one command line. @param wanted names with `*`, commas or blanks between, `-` in front of what is not. */
export async function listen(wanted: string | undefined, io: Io): Promise<void> {
  const topics = new Set(TOPICS.filter((topic) => isWanted(`exchange-sim:${topic}`, wanted)));
  listening = undefined;
  if (topics.size === 0) return;
  const write = (line: string) => io.stderr.write(line);
  listening = { topics, write, last: performance.now() };
  if (topics.has('apdu')) listening.shownApdu = (await import('../host/shown-apdu.js')).shownApdu;
  if (topics.has('http')) (await import('./debug-http.js')).followHttp();
}

function isWanted(name: string, wanted = ''): boolean {
  const patterns = wanted.split(/[\s,]+/).filter((pattern) => pattern !== '');
  const fits = (pattern: string) =>
    new RegExp(`^${pattern.replace(/[^\w*]/g, '\\$&').replaceAll('*', '.*')}$`).test(name);
  const [without, within] = [true, false].map((minus) =>
    patterns.filter((pattern) => pattern.startsWith('-') === minus),
  ) as [string[], string[]];
  return within.some(fits) && !without.some((pattern) => fits(pattern.slice(1)));
}

/** For what costs something even when nobody reads it. */
export const isListening = (topic: Topic): boolean => listening?.topics.has(topic) === true;

/** @param text made only when somebody listens. */
export function debug(topic: Topic, text: () => string): void {
  if (listening === undefined || !listening.topics.has(topic)) return;
  const now = performance.now();
  const since = Math.round(now - listening.last);
  listening.last = now;
  listening.write(`exchange-sim:${topic} ${harmless(text())} +${since}ms\n`);
}

/** The device itself, unless somebody listens: then each APDU is told as it goes by. */
export function debugged<T extends Device>(device: T): T {
  if (!isListening('apdu')) return device;
  const exchange = async (apdu: Uint8Array) => {
    debugApdu('=>', apdu);
    try {
      const answer = await device.exchange(apdu);
      debugApdu('<=', answer);
      return answer;
    } catch (error) {
      debug('apdu', () => `no answer: ${(error as Error).message}`);
      throw error;
    }
  };
  return new Proxy(device, {
    get(target, name) {
      if (name === 'exchange') return exchange;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** As recordings have them; @param beside whose it is, where there are several. */
export function debugApdu(direction: '=>' | '<=', bytes: Uint8Array, beside?: string): void {
  const whose = beside === undefined ? '' : ` (${beside})`;
  const hex = () => Buffer.from(bytes).toString('hex');
  const text = () => (direction === '=>' ? listening?.shownApdu?.(bytes) : hex()) ?? '';
  debug('apdu', () => `${direction} ${text()}${whose}`);
}
