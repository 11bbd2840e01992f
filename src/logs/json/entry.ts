/** One entry of a log in JSON, whatever its producer calls its parts. */

export interface Entry {
  /** Line, from 1. */
  readonly at: number;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Names of the text, in the order in which they count. */
const TEXTS = ['message', 'msg', 'log', 'text'];

export function messageOf({ value }: Entry): string | undefined {
  const name = TEXTS.find((one) => typeof value[one] === 'string');
  return name === undefined ? undefined : (value[name] as string);
}

export function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Record<string, unknown>)[name];
}

/** Milliseconds since 1970; undefined for an entry without a date, as the heading of an export. */
export function timeOf({ value }: Entry): number | undefined {
  const { timestamp, date, time, options } = value;
  const dates = [timestamp, date, time, member(options, 'date'), member(options, 'timestamp')];
  const found = dates.find((one) => typeof one === 'string' || typeof one === 'number');
  const milliseconds = typeof found === 'string' ? Date.parse(found) : found;
  return typeof milliseconds === 'number' && milliseconds > 0 ? milliseconds : undefined;
}

/** The number that counts the entries: `logIndex` of the desktop, `id` of a phone (a counting text). */
export function numberOf({ value }: Entry): number | undefined {
  const { logIndex, id } = value;
  const number = typeof id === 'string' && /^\d+$/.test(id) ? Number(id) : id;
  const found = logIndex ?? number;
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

/** The HID channel of a ledgerjs entry: it tells devices apart. */
export function channelOf(value: unknown): string | undefined {
  const channel =
    member(member(value, 'context'), 'hidChannel') ?? member(member(value, 'data'), 'channel');
  return typeof channel === 'number' || typeof channel === 'string' ? String(channel) : undefined;
}
