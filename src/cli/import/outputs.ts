/** Where imported exchanges go: the text of a recording, a USB capture, one JSON document. */
import { toHex } from '../../bytes.js';
import { recordingWriter, type WritableEvent } from '../../capture/format.js';
import { type LogEvent, logEvents } from '../../capture/log-events.js';
import {
  type FormatName,
  isoTime,
  type LogListener,
  type PairedExchange,
  type Problem,
  pcapWriter,
} from '../../logs/index.js';
import type { WholeFile } from '../files/output.js';

/** Takes one log after another. */
export interface ImportOutput {
  /** Of the next log. */
  begin(file: string): Pick<LogListener, 'found' | 'exchange'>;
  /** Of the log that was begun. */
  end(): void;
}

/** Only exchanges of this device; of all when absent. */
export type Wanted = number | undefined;

/** @param isAlone without the note that says which of several files this is from. */
export function recordingOutput(
  write: (text: string) => void,
  wanted: Wanted,
  isAlone: boolean,
): ImportOutput {
  const lines = recordingWriter();
  let end = () => {};
  const put = (event: WritableEvent) => write(`${lines(event).join('\n')}\n`);

  function add(event: LogEvent): void {
    const { device = 1, ...rest } = event;
    if (wanted === undefined) put(event);
    else if (device === wanted) put(rest);
  }

  return {
    begin(file) {
      const events = logEvents(add);
      if (!isAlone) put({ kind: 'note', text: `from ${file}` });
      end = events.end;
      return events.listener;
    },
    end: () => end(),
  };
}

export function pcapOutput(file: WholeFile, wanted: Wanted): ImportOutput {
  const writer = pcapWriter();
  file.write(writer.header);
  return {
    begin: () => ({
      exchange({ device, ...exchange }) {
        if (wanted === undefined) file.write(writer.packets({ device, ...exchange }));
        else if (device === wanted) file.write(writer.packets(exchange));
      },
    }),
    end() {},
  };
}

export interface ImportedFile {
  readonly file: string;
  readonly format: FormatName;
  /** What an archive holds. */
  readonly inside?: FormatName;
  readonly devices: number;
  readonly exchanges: number;
  readonly problems: readonly Problem[];
}

/** Exchanges as JSON texts, kept until the document is written: it can be longer than a text. */
export class JsonOutput implements ImportOutput {
  private readonly files: { device: number; text: string }[][] = [];
  private readonly wanted: Wanted;

  constructor(wanted: Wanted) {
    this.wanted = wanted;
  }

  begin(): Pick<LogListener, 'exchange'> {
    const exchanges: { device: number; text: string }[] = [];
    this.files.push(exchanges);
    return {
      exchange: (exchange) => {
        const { device } = exchange;
        if (this.wanted !== undefined && device !== this.wanted) return;
        exchanges.push({ device, text: fieldsText(exchange) });
      },
    };
  }

  end(): void {}

  /** One file: its object; several: `{ "files": [...] }`. */
  *document(files: readonly ImportedFile[]): Generator<string> {
    const isOne = files.length === 1;
    if (!isOne) yield '{"files":[\n';
    for (const [at, file] of files.entries()) {
      if (at > 0) yield ',\n';
      yield* this.object(file, this.files[at]!);
    }
    yield isOne ? '\n' : '\n]}\n';
  }

  private *object(
    { file, format, inside, devices, problems }: ImportedFile,
    exchanges: readonly { device: number; text: string }[],
  ): Generator<string> {
    const head = { file, format, ...(inside === undefined ? {} : { inside }), devices };
    yield `${JSON.stringify(head).slice(0, -1)},"exchanges":[`;
    for (const [at, { device, text }] of exchanges.entries()) {
      const fields = devices > 1 ? `${text},"device":${device}` : text;
      yield `${at === 0 ? '' : ','}\n{${fields}}`;
    }
    yield `\n],"problems":${JSON.stringify(problems)}}`;
  }
}

function fieldsText({ command, response, time }: PairedExchange): string {
  const answer = response === null ? 'null' : `"${toHex(response)}"`;
  const at = time === undefined ? '' : `,"time":"${isoTime(time)}"`;
  return `"command":"${toHex(command)}","response":${answer}${at}`;
}
