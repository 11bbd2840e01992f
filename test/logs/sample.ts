/** A short session and how a log of it is read, for tests that write logs as their producers do. */
import { toHex, utf8 } from '../../src/bytes.js';
import { type FormatName, readLog } from '../../src/logs/index.js';

export interface Sample {
  readonly command: string;
  readonly response: string;
}

/** A nonce, a chunk of full length, the same chunk again, a refusal and a coin app's version. */
export const SESSION: readonly Sample[] = [
  { command: 'b001000000', response: '010d45786368616e6765205445535405342e342e3201009000' },
  { command: 'e003000300', response: `${'350aea0c97f747f1'.repeat(4)}9000` },
  { command: `e0060023ff${'5a'.repeat(255)}`, response: '9000' },
  { command: `e0060023ff${'5a'.repeat(255)}`, response: '9000' },
  { command: 'e00f000300', response: '6a84' },
  { command: 'e002000300', response: '0404029000' },
];

export function lines(of: (exchange: Sample, index: number) => string | readonly string[]): string {
  return `${SESSION.flatMap((exchange, index) => of(exchange, index)).join('\n')}\n`;
}

/** What is read of a text, as short as it can be compared. */
export function reading(text: string | Uint8Array, format?: FormatName) {
  const bytes = typeof text === 'string' ? utf8(text) : text;
  const log = readLog(bytes, format === undefined ? {} : { format });
  return {
    format: log.format,
    devices: log.devices,
    exchanges: log.exchanges.map(({ command, response, device }) => ({
      command: toHex(command),
      response: response === null ? null : toHex(response),
      ...(device === undefined ? {} : { device }),
    })),
    problems: log.problems.map((problem) => ({
      at: 'line' in problem ? problem.line : problem.packet,
      what: problem.what,
    })),
    times: log.exchanges.map(({ time }) => time),
  };
}

/** The whole session, nothing amiss. */
export function whole(format: FormatName) {
  return { format, devices: 1, exchanges: SESSION, problems: [] };
}
