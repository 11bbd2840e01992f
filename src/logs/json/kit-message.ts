/**
 * What a message of the Device Management Kit tells of an APDU, in all its generations: `Sending APDU` or
 * `[sendApdu]` with the bytes as data (0.7), `[exchange] => HEX` (0.9), `[will send APDU] ~...> HEX` and
 * the session's line with command, answer and device (1.x).
 */
import { concat } from '../../bytes.js';
import type { Witness, WitnessSource } from '../witness.js';
import { bytesIn } from './byte-value.js';
import { member } from './entry.js';

export interface KitMessage {
  readonly message: string;
  /** Of the logger: `[device-session]`, with or without brackets. */
  readonly tag: string;
  readonly data?: unknown;
  /** True for Ledger Wallet's tracer around the kit. */
  readonly isTracer?: boolean;
}

type Said = Pick<Witness, 'source' | 'command' | 'answer' | 'broken' | 'device'>;

const EXCHANGE = /^\[exchange\] ?(=>|<=) ?(.*)$/s;
const WILL_SEND = /^\[will send APDU\] ?~\.\.\.> ?(.*)$/s;
const SESSION = /device-?session/i;

export function kitWitness({ message, tag, data, isTracer = false }: KitMessage): Said | undefined {
  const sent = WILL_SEND.exec(message);
  if (sent !== null) return said('will-send', 'command', sent[1]);
  const exchange = EXCHANGE.exec(message);
  if (exchange !== null) {
    const kind = exchange[1] === '=>' ? 'command' : 'answer';
    if (isTracer) return said('tracer', kind, exchange[2]);
    if (!SESSION.test(tag)) return said('transport', kind, exchange[2]);
    return sessionExchange(data) ?? said('session-text', kind, exchange[2]);
  }
  switch (message) {
    case 'Sending APDU':
    case '[sendApdu]':
      return said('kit', 'command', member(data, 'apdu'));
    case 'Received APDU Response':
      return received(member(data, 'response'));
    case 'Sending Frame':
      return frame('command', member(data, 'frame'));
    case 'Received Frame':
      return frame('answer', member(data, 'frame'));
    default:
      return undefined;
  }
}

function said(source: WitnessSource, kind: 'command' | 'answer', value: unknown): Said {
  const bytes = bytesIn(typeof value === 'string' ? value.trim() : value);
  if (bytes === undefined || bytes.length === 0)
    return { source, broken: { kind, why: whyUnreadable(value) } };
  return { source, [kind]: bytes };
}

function whyUnreadable(value: unknown): string {
  const isOddHex = typeof value === 'string' && /^(?:0x)?[0-9a-f]+$/i.test(value.trim());
  return isOddHex ? 'an odd number of hex digits' : 'bytes that were not written as hex';
}

function sessionExchange(data: unknown): Said | undefined {
  const command = bytesIn(member(data, 'apdu'));
  const answer = bytesIn(member(data, 'response'));
  const session = member(data, 'sessionId');
  if (command === undefined || answer === undefined) return undefined;
  return {
    source: 'session',
    command,
    answer,
    ...(typeof session === 'string' ? { device: session } : {}),
  };
}

function received(response: unknown): Said {
  const data = bytesIn(member(response, 'data') ?? '');
  const status = bytesIn(member(response, 'statusCode'));
  return data === undefined || status === undefined
    ? said('kit', 'answer', undefined)
    : { source: 'kit', answer: concat(data, status) };
}

function frame(kind: 'command' | 'answer', value: unknown): Said | undefined {
  const bytes = bytesIn(value);
  return bytes === undefined ? undefined : { source: 'kit-frame', [kind]: bytes };
}
