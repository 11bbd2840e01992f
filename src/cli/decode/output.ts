/** Where `decode` writes what it finds: for people, or as one JSON document that is written as it grows. */
import type { DecodedExchange, DeviceFacts } from '../../decode/decoded.js';
import type { FormatName } from '../../logs/format-names.js';
import { FORMATS } from '../../logs/format-names.js';
import type { Counted } from '../../logs/found.js';
import type { Problem } from '../../logs/log.js';
import type { Io } from '../io.js';
import { problemText } from '../text/log-talk.js';
import { harmless, palette } from '../text/text.js';
import type { DecodeCommandOptions } from './options.js';
import { exchangeLines, shortLine } from './text.js';

export interface DecodeOutput {
  begin(file: string): void;
  /** @param counted what the place of the exchange is counted in. */
  exchange(exchange: DecodedExchange, counted: Counted): void;
  problem(problem: Problem): void;
  finish(facts: { format: FormatName; devices: readonly DeviceFacts[] }): void;
  /** In place of `finish`: the file cannot be read to its end. */
  failed(what: string): void;
  end(): void;
}

/** Exchanges on stdout, format, devices and problems on stderr. */
export function textOutput({ short = false }: DecodeCommandOptions, io: Io): DecodeOutput {
  const { bad, dim } = palette(io.color);
  let name = '';
  return {
    begin(file) {
      name = file;
    },
    exchange(exchange, counted) {
      const place = `${counted} ${exchange.at}`;
      const lines = short ? [shortLine(exchange, io)] : exchangeLines(exchange, place, io);
      io.stdout.write(`${lines.map(harmless).join('\n')}\n`);
    },
    problem(problem) {
      io.stderr.write(`${bad(harmless(problemText(name, problem)))}\n`);
    },
    finish({ format, devices }) {
      io.stderr.write(dim(`${harmless(name)}: ${format} (${FORMATS[format]})\n`));
      for (const { device, facts } of devices) {
        const who = devices.length > 1 ? `device ${device}: ` : '';
        for (const fact of facts) io.stderr.write(`${harmless(`  ${who}${fact}`)}\n`);
      }
    },
    failed(what) {
      io.stderr.write(`${bad('error:')} ${harmless(what)}\n`);
    },
    end() {},
  };
}

/** Of one file its object, of several `{ "files": [...] }`. */
export function jsonOutput(files: readonly string[], io: Io): DecodeOutput {
  const several = files.length > 1;
  let problems: Problem[] = [];
  let isFirstFile = true;
  let isFirst = true;
  if (several) io.stdout.write('{"files":[\n');
  return {
    begin(file) {
      problems = [];
      isFirst = true;
      if (!isFirstFile) io.stdout.write(',\n');
      isFirstFile = false;
      io.stdout.write(`{"file":${JSON.stringify(file)},"exchanges":[\n`);
    },
    exchange(exchange) {
      const { time, ...rest } = exchange;
      const dated = time === undefined ? rest : { ...rest, time: new Date(time).toISOString() };
      io.stdout.write(`${isFirst ? '' : ',\n'}${JSON.stringify(dated)}`);
      isFirst = false;
    },
    problem: (problem) => problems.push(problem),
    failed(what) {
      const all = [...problems, { line: 0, what }];
      const rest = JSON.stringify({ format: null, devices: [], problems: all }).slice(1);
      io.stdout.write(`${isFirst ? '' : '\n'}],${rest}\n`);
      io.stderr.write(`error: ${harmless(what)}\n`);
    },
    finish({ format, devices }) {
      const rest = JSON.stringify({ format, devices, problems }).slice(1);
      io.stdout.write(`${isFirst ? '' : '\n'}],${rest}\n`);
    },
    end() {
      if (several) io.stdout.write(']}\n');
    },
  };
}
