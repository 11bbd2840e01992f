/**
 * HTTP archive of a browser: `POST …/apdu` of Speculos (`data`) or of the HTTP proxy (`apduHex`). Buttons
 * and events are no APDUs. Requests are in the order in which they began; one without a body in its answer
 * has lost it. Each host is a device.
 */
import { decodeBase64 } from '../../codec/base64.js';
import type { Found } from '../found.js';
import type { DocumentFormat } from '../reader.js';
import { noAnswer, turn, unreadable } from '../turn.js';
import { bytesIn } from './byte-value.js';
import { member } from './entry.js';
import type { JsonRecord } from './records.js';

interface Call {
  readonly at: number;
  readonly time: number | undefined;
  readonly device: string;
  readonly command: unknown;
  readonly answer: unknown;
  readonly status: unknown;
}

export const har: DocumentFormat = {
  name: 'har',
  score: (records) => records.filter(({ value }) => isRequest(value)).length,
  read: (records) =>
    records
      .flatMap((record) => callIn(record) ?? [])
      .sort((a, b) => (a.time ?? 0) - (b.time ?? 0))
      .flatMap(exchanged),
};

function isRequest(value: unknown): boolean {
  return typeof member(member(value, 'request'), 'url') === 'string';
}

function callIn({ value, line }: JsonRecord): Call | undefined {
  const request = member(value, 'request');
  const url = member(request, 'url');
  if (typeof url !== 'string' || String(member(request, 'method')).toUpperCase() !== 'POST') return;
  const sent = jsonIn(member(member(request, 'postData'), 'text'));
  const command = member(sent, 'data') ?? member(sent, 'apduHex');
  if (command === undefined || !isApduPath(url, sent)) return;
  const response = member(value, 'response');
  const time = Date.parse(String(member(value, 'startedDateTime')));
  return {
    at: line,
    time: Number.isNaN(time) ? undefined : time,
    device: /^\w+:\/\/[^/?#]*/.exec(url)?.[0] ?? url,
    command,
    answer: member(jsonIn(contentOf(response)), 'data'),
    status: member(response, 'status'),
  };
}

/** The proxy's path is `/`. */
function isApduPath(url: string, sent: unknown): boolean {
  return /\/apdu\/?(?:[?#]|$)/.test(url) || member(sent, 'apduHex') !== undefined;
}

function contentOf(response: unknown): unknown {
  const content = member(response, 'content');
  const text = member(content, 'text');
  if (member(content, 'encoding') !== 'base64' || typeof text !== 'string') return text;
  const bytes = decodeBase64(text);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
}

function jsonIn(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

function exchanged({ at, time, device, command, answer, status }: Call): Found[] {
  const place = { at, time, device };
  const sent = bytesIn(command);
  if (sent === undefined) return unreadable('command', 'bytes that are not hex', place);
  const came = bytesIn(answer);
  const found = turn('command', sent, place);
  if (came !== undefined && came.length > 0) return [...found, ...turn('answer', came, place)];
  const what =
    answer === undefined
      ? `${status === undefined ? 'a response' : `HTTP ${status}`} without an APDU`
      : 'an answer that is not hex';
  return [...found, noAnswer(what, place)];
}
