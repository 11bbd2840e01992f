/** What somebody gives: a log, if anything passes between host and device in it, else an answer. */
import { refusePrivateKey } from '../../capture/no-key.js';
import { decodeText } from '../../codec/text.js';
import type { DecodedExchange, DeviceFacts } from '../../decode/decoded.js';
import { Decoder } from '../../decode/decoder.js';
import type { FormatName } from '../../logs/format-names.js';
import { FORMATS } from '../../logs/format-names.js';
import type { ImportedLog, Problem } from '../../logs/log.js';
import { readLog } from '../../logs/read-log.js';
import { checked } from '../../server/page/check.js';

export interface GivenLog {
  readonly kind: 'log';
  readonly format: FormatName;
  readonly what: string;
  readonly log: ImportedLog;
  readonly decoded: readonly DecodedExchange[];
  readonly devices: readonly DeviceFacts[];
  readonly problems: readonly Problem[];
}

export interface GivenAnswer {
  readonly kind: 'answer';
  readonly checked: Awaited<ReturnType<typeof checked>>;
}

/** @throws InputError when it is neither, saying what it looks like. */
export async function readGiven(
  bytes: Uint8Array,
  name: string,
  known: Readonly<Record<string, string>>,
): Promise<GivenLog | GivenAnswer> {
  const log = readLog(bytes, { file: name });
  refusePrivateKey(bytes, name, log.format);
  if (log.exchanges.length > 0) {
    const decoder = new Decoder();
    const decoded = log.exchanges.map((exchange) => decoder.decode(exchange));
    const { format, problems } = log;
    const what = FORMATS[format];
    return { kind: 'log', format, what, log, decoded, devices: decoder.devices(), problems };
  }
  return { kind: 'answer', checked: await checked({ text: decodeText(bytes), ...known }) };
}
