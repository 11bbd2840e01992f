/**
 * An entry with command and response, as `import --json`, cassettes and test vectors have it, or with one
 * APDU and a word for its direction.
 */
import { MIN_ANSWER, MIN_COMMAND } from '../found.js';
import type { Witness } from '../witness.js';
import { bytesIn } from './byte-value.js';
import type { Entry } from './entry.js';

type Said = Pick<Witness, 'source'> & Partial<Witness>;

const COMMANDS = ['command', 'request', 'apdu', 'capdu', 'cmd', 'send', 'sent', 'in', 'input'];
const ANSWERS = [
  'response',
  'answer',
  'reply',
  'rapdu',
  'resp',
  'receive',
  'received',
  'out',
  'output',
];
const DIRECTIONS = ['direction', 'dir', 'type', 'kind'];
const BYTES = ['data', 'hex', 'apdu', 'bytes', 'payload', 'raw', 'value'];
const OUT = /^(?:=>|>+|->|out|send|sent|tx|write|command|request|host)$/i;
const IN = /^(?:<=|<+|<-|in|recv|received?|rx|read|response|answer|reply|device)$/i;

export function exchangeEntry({ value }: Entry): Said | undefined {
  const device =
    typeof value.device === 'number' || typeof value.device === 'string'
      ? String(value.device)
      : undefined;
  const command = bytesAt(value, COMMANDS, MIN_COMMAND);
  const answer = bytesAt(value, ANSWERS, MIN_ANSWER);
  if (command !== undefined) return { source: 'pair', command, answer, device };
  const word = DIRECTIONS.map((name) => value[name]).find((one) => typeof one === 'string');
  if (typeof word === 'string') {
    const kind = OUT.test(word) ? 'command' : IN.test(word) ? 'answer' : undefined;
    const bytes = bytesAt(value, BYTES, MIN_ANSWER);
    return kind === undefined || bytes === undefined
      ? undefined
      : { source: 'pair', [kind]: bytes, device };
  }
  return answer === undefined ? undefined : { source: 'pair', answer, device };
}

function bytesAt(value: Entry['value'], names: readonly string[], least: number) {
  for (const name of names) {
    const bytes = bytesIn(value[name]);
    if (bytes !== undefined && bytes.length >= least) return bytes;
  }
  return undefined;
}
