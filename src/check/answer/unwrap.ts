/**
 * Where in a JSON value the provider's answer is: at the top, as Ledger reads it, or inside what a
 * gateway, a client library or a log put around it.
 */
import { decodeBase64 } from '../../codec/base64.js';
import { decodeText } from '../../codec/text.js';
import { embeddedObjects } from './embedded-json.js';

export type Members = Readonly<Record<string, unknown>>;

export interface Unwrapped {
  /** The object that has the payload and the signature. */
  readonly answer: Members;
  /** Members on the way to it, as in `result` or `data.body`; '' when it is at the top. */
  readonly path: string;
  /** What stands around it was made by a client or a log, not by the provider. */
  readonly byTool: boolean;
}

export function membersOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : undefined;
}

/** A member's name without case, `_` and `-`: `provider_sig` is `providersig`. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, '');
}

/** Has what only an order's answer has, whatever the members are called. */
export function bearsSignature(value: unknown): boolean {
  return find(value) !== undefined;
}

/** The nearest object with a payload; undefined when there is none. */
export function find(value: unknown): Unwrapped | undefined {
  let level: Place[] = [{ value, path: '', byTool: false }];
  let left = MAX_VALUES;
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    const next: Place[] = [];
    for (const { value: one, path, byTool } of level) {
      const members = membersOf(one);
      if (members !== undefined && isAnswer(members)) return { answer: members, path, byTool };
      for (const inner of inside(one)) {
        if (--left < 0) return undefined;
        next.push({
          value: inner.value,
          path: path === '' ? inner.name : `${path}.${inner.name}`,
          byTool: byTool || inner.byTool,
        });
      }
    }
    level = next;
  }
  return undefined;
}

interface Place {
  readonly value: unknown;
  readonly path: string;
  readonly byTool: boolean;
}

const MAX_DEPTH = 8;
const MAX_VALUES = 2000;

const SIGNATURES = ['signature', 'payloadsignature', 'providersignature', 'signatures', 'sig'];

function isAnswer(members: Members): boolean {
  if (Object.hasOwn(members, 'providerSig')) return true;
  const names = new Set(Object.keys(members).map(plainName));
  if (names.has('providersig') || names.has('binarypayload')) return true;
  return names.has('payload') && SIGNATURES.some((name) => names.has(name));
}

/** Members that HTTP clients and functions in the cloud put beside a body. */
const BESIDE_A_BODY = ['status', 'statuscode', 'statustext', 'headers', 'config', 'body'];
/** Members that logs put beside what they tell. */
const OF_A_LOG = [
  ...['level', 'time', 'timestamp', 'ts', 'msg', 'log', 'stream', 'logger', 'severity'],
  ...['hostname', 'pid', '@timestamp'],
];

function isTools(members: Members): boolean {
  const names = Object.keys(members).map(plainName);
  const beside = names.filter((name) => BESIDE_A_BODY.includes(name)).length > 1;
  return beside || 'request' in members || names.some((name) => OF_A_LOG.includes(name));
}

function* inside(value: unknown): Generator<{ name: string; value: unknown; byTool: boolean }> {
  if (typeof value === 'string') {
    // Whoever writes JSON into a text is no backend.
    for (const inner of textObjects(value)) {
      if (bearsDirectly(inner)) yield { name: 'text', value: inner, byTool: true };
      else for (const one of inside(inner)) yield { ...one, byTool: true };
    }
    return;
  }
  if (Array.isArray(value)) {
    for (const [at, one] of value.entries()) yield { name: String(at), value: one, byTool: true };
    return;
  }
  const members = membersOf(value);
  if (members === undefined) return;
  const byTool = isTools(members);
  for (const [name, one] of Object.entries(members)) {
    if (name === 'request') continue;
    yield { name, value: bodyOf(one, members), byTool };
  }
}

function bearsDirectly(value: object): boolean {
  const members = membersOf(value);
  return members !== undefined && isAnswer(members);
}

/** JSON in a text, in base64 where the member beside it says so. */
function bodyOf(value: unknown, beside: Members): unknown {
  if (typeof value !== 'string') return value;
  const isBase64 = beside.isBase64Encoded === true || beside.encoding === 'base64';
  const bytes = isBase64 ? decodeBase64(value) : undefined;
  const text = bytes === undefined ? value : decodeText(bytes);
  return parsedText(text) ?? text;
}

/** The JSON that a text is, or the objects that stand in it. */
function textObjects(text: string): object[] {
  const whole = parsedText(text);
  if (whole !== undefined) return [whole];
  return text.includes('{"') ? embeddedObjects(text) : [];
}

function parsedText(text: string): object | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}
