/** What an entry of an exported log tells of an APDU: Ledger Wallet and the kit on its own. */

import { arrowTurn } from '../text/arrow.js';
import type { Witness } from '../witness.js';
import { bytesIn } from './byte-value.js';
import { channelOf, type Entry, member, messageOf, numberOf, timeOf } from './entry.js';
import { exchangeEntry } from './exchange-entry.js';
import { kitWitness } from './kit-message.js';

type Said = Partial<Witness> & Pick<Witness, 'source'>;

/** Beginning of the types under which Ledger Wallet passes on what the kit says. */
const KIT_TYPE = /^(?:live-dmk-logger$|live-dmk-tracer$|DMK\b)/;
const ARROW = /^\s*(=>|<=)\s*(.*)$/s;
const FRAMES = ['hid-frame', 'ble-frame'] as const;

export function witnessIn(entry: Entry): Witness | undefined {
  const said = sayingOf(entry);
  if (said === undefined) return undefined;
  return { ...said, at: entry.at, time: timeOf(entry), number: numberOf(entry) };
}

function sayingOf(entry: Entry): Said | undefined {
  const message = messageOf(entry);
  if (message === undefined) return exchangeEntry(entry);
  const { type, data } = entry.value;
  if (isKitEntry(entry)) return kitSaying(entry, message);
  if (typeof type === 'string' && KIT_TYPE.test(type)) {
    const tag = member(data, 'tag') ?? /^DMK\[([^\]]*)/.exec(type)?.[1];
    return kitWitness({
      message,
      tag: String(tag ?? ''),
      data: member(data, 'data') ?? data,
      isTracer: type === 'live-dmk-tracer',
    });
  }
  if (type === 'apdu') return apduSaying(message, channelOf(entry.value));
  const frame = FRAMES.find((one) => one === type);
  if (frame !== undefined) return frameSaying(frame, message);
  return textSaying(entry, message);
}

/** The kit's own loggers write `options`; a short form has `tag` beside the message. */
export function isKitEntry({ value: { options, tag, type, message } }: Entry): boolean {
  const hasOptions = typeof options === 'object' && options !== null && typeof message === 'string';
  return hasOptions || (typeof tag === 'string' && type === undefined);
}

function kitSaying({ value: { options, tag, data } }: Entry, message: string): Said | undefined {
  return kitWitness({
    message,
    tag: String(member(options, 'tag') ?? tag ?? ''),
    data: member(options, 'data') ?? data,
  });
}

function apduSaying(message: string, device: string | undefined): Said | undefined {
  const arrow = ARROW.exec(message);
  const bytes = bytesIn(arrow === null ? message : arrow[2]);
  if (arrow === null) {
    return bytes === undefined || bytes.length < 2
      ? undefined
      : { source: 'turns', command: bytes, device };
  }
  const kind = arrow[1] === '=>' ? 'command' : 'answer';
  if (bytes !== undefined && bytes.length > 1) return { source: 'apdu', [kind]: bytes, device };
  const isOdd = /^(?:0x)?[0-9a-f]+$/i.test(arrow[2]!);
  const why = isOdd ? 'an odd number of hex digits' : 'bytes that were not written as hex';
  return { source: 'apdu', broken: { kind, why }, device };
}

function frameSaying(source: (typeof FRAMES)[number], message: string): Said | undefined {
  const arrow = ARROW.exec(message);
  const bytes = bytesIn(arrow?.[2]);
  if (arrow === null || bytes === undefined) return undefined;
  return { source, [arrow[1] === '=>' ? 'command' : 'answer']: bytes };
}

/** Any other logger that wrote an arrow into its message. */
function textSaying({ at }: Entry, message: string): Said | undefined {
  const turn = arrowTurn(message, at).find((one) => 'bytes' in one);
  return turn === undefined ? undefined : { source: 'text', [turn.kind]: turn.bytes };
}
