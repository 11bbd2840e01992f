/** `exchange-sim diff BEFORE AFTER`: two logs of the same scenario, aligned and compared. */
import type { DecodedExchange } from '../../decode/decoded.js';
import { Decoder } from '../../decode/decoder.js';
import { diffExchanges, type ExchangeDifference } from '../../decode/diff.js';
import { EXIT, InputError } from '../../errors.js';
import { logged } from '../../logs/log-stream.js';
import type { PairedExchange } from '../../logs/pairing.js';
import { nodeVerifier } from '../../simulator/node-verifier.js';
import { refuseStdinTwice } from '../files/chunks.js';
import { logSource, readLogFile } from '../files/log.js';
import type { Io } from '../io.js';
import { firmwareOf } from '../options/one-firmware.js';
import { jsonText } from '../text/text.js';
import type { DiffOptions } from './options.js';
import { diffText } from './text.js';

/** The one JSON document of `diff --json`. */
export interface DiffReport {
  readonly before: DiffSide;
  readonly after: DiffSide;
  readonly differences: readonly ExchangeDifference[];
}

interface DiffSide {
  readonly file: string;
  readonly format: string;
  readonly exchanges: number;
}

/** @throws InputError for a file in which nothing passes. */
export async function diffCommand(
  before: string,
  after: string,
  { firmware: version, json = false }: DiffOptions,
  io: Io,
): Promise<number> {
  refuseStdinTwice([before, after]);
  const profile = firmwareOf(version);
  const read = async (file: string) => {
    const paired: PairedExchange[] = [];
    const listener = { exchange: (exchange: PairedExchange) => paired.push(exchange) };
    const { format, devices } = await readLogFile(logSource(file, 'diff'), listener, undefined, io);
    if (paired.length === 0) throw new InputError(`${file}: no APDU in it (read as ${format})`);
    const decoder = new Decoder({ firmware: profile, verifier: nodeVerifier });
    const decoded: DecodedExchange[] = paired.map((one) => decoder.decode(logged(one, devices)));
    return { decoded, side: { file, format, exchanges: decoded.length } };
  };
  const left = await read(before);
  const right = await read(after);
  const differences = diffExchanges(left.decoded, right.decoded);
  const report: DiffReport = { before: left.side, after: right.side, differences };
  io.stdout.write(json ? jsonText(report) : diffText(report, io));
  return differences.length === 0 ? EXIT.yes : EXIT.no;
}
