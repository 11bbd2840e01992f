/** `exchange-sim decode FILE...`: what passed between host and device, in words or as data. */
import { once } from 'node:events';
import type { DeviceFacts } from '../../decode/decoded.js';
import { Decoder } from '../../decode/decoder.js';
import { EXIT, InputError } from '../../errors.js';
import { CLA, INS } from '../../exchange/constants.js';
import type { LoggedExchange } from '../../logs/log.js';
import { logged } from '../../logs/log-stream.js';
import { nodeVerifier } from '../../simulator/node-verifier.js';
import { rememberingForAll, type Verifier } from '../../simulator/verifier.js';
import { refuseStdinTwice } from '../files/chunks.js';
import { type LogSource, logSource, readLogFile } from '../files/log.js';
import { type Io, ioWith } from '../io.js';
import { deviceNumber, notThere } from '../options/log.js';
import { firmwareOf } from '../options/one-firmware.js';
import type { DecodeCommandOptions } from './options.js';
import { type DecodeOutput, jsonOutput, textOutput } from './output.js';
import { Refusals } from './refusals.js';

/** @throws InputError for an option that is none, or a file that cannot be read. */
export async function decodeCommand(
  files: readonly string[],
  options: DecodeCommandOptions,
  io: Io,
): Promise<number> {
  // What was mistyped is said before the first word of a document.
  deviceNumber(options.device);
  profileOf(options);
  refuseStdinTwice(files);
  const sources = files.map((file) => logSource(file, 'decode'));
  const paced = pacedIo(io);
  const output = options.json === true ? jsonOutput(files, paced) : textOutput(options, paced);
  let usable = 0;
  let failed = false;
  for (const source of sources) {
    try {
      usable += await decodeFile(source, options, output, paced);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      failed = true;
      output.failed(error.message);
    }
  }
  output.end();
  return usable === 0 || failed ? EXIT.usage : EXIT.yes;
}

/**
 * @returns how many exchanges of the chosen device the file has.
 * @throws InputError when it cannot be read, maybe after its first exchanges.
 */
async function decodeFile(
  source: LogSource,
  options: DecodeCommandOptions,
  output: DecodeOutput,
  io: PacedIo,
): Promise<number> {
  const wanted = deviceNumber(options.device);
  const profile = profileOf(options);
  const verifier = rememberingForAll(nodeVerifier);
  const decoder = new Decoder({ firmware: profile, verifier });
  let count = 0;
  let seen = 1;
  const firsts = new Map<number, LoggedExchange[]>();
  const refusals = new Refusals(verifier);
  output.begin(source.file);
  const reading = readLogFile(
    source,
    {
      exchange(exchange, counted) {
        if (wanted !== undefined && exchange.device !== wanted) return;
        count++;
        const one = logged(exchange, exchange.device > 1 ? 2 : seen);
        refusals.add(one, decoder.decode(one), (told) => output.exchange(told, counted));
        remember(firsts, exchange.device, one);
        seen = Math.max(seen, exchange.device);
      },
      problem: (problem) => output.problem(problem),
    },
    options.format,
    io,
    async () => {
      await refusals.flush();
      await io.drained();
    },
  );
  // What could be read of a file is told, whatever its end.
  const { format, inside, devices } = await reading.finally(() => refusals.flush());
  if (wanted !== undefined && wanted > devices && devices > 0) {
    output.problem({ line: 0, what: notThere(wanted, devices) });
  }
  const facts = await withReleases(decoder.devices(), firsts, verifier);
  output.finish({ format: inside ?? format, devices: facts });
  return count;
}

/** Exchanges of a device that tell its release: the first flows do. */
const TELLING = 300;

function remember(firsts: Map<number, LoggedExchange[]>, device: number, one: LoggedExchange) {
  const known = firsts.get(device);
  if (known === undefined) firsts.set(device, [one]);
  else if (known.length < TELLING) known.push(one);
}

/** What the answers say of a device, and which releases give them. */
async function withReleases(
  devices: readonly DeviceFacts[],
  firsts: ReadonlyMap<number, readonly LoggedExchange[]>,
  verifier: Verifier,
): Promise<DeviceFacts[]> {
  const told: DeviceFacts[] = [];
  for (const one of devices) {
    const exchanges = firsts.get(one.device) ?? [];
    // Only the Exchange app is asked for a new transaction.
    const isExchange = exchanges.some(({ command: [cla, ins] }) => cla === CLA && ins === START);
    const fact = isExchange
      ? (await import('./releases.js')).releasesFact(exchanges, verifier)
      : undefined;
    told.push(fact === undefined ? one : { ...one, facts: [...one.facts, fact] });
  }
  return told;
}

const START = INS.START_NEW_TRANSACTION;

function profileOf({ firmware: version }: DecodeCommandOptions) {
  return firmwareOf(version);
}

/** Waits for a slow reader of stdout. */
export interface PacedIo extends Io {
  drained(): Promise<void>;
}

function pacedIo(io: Io): PacedIo {
  let full = false;
  const stdout = {
    write(text: string) {
      full = io.stdout.write(text) === false && io.stdout === process.stdout;
    },
  };
  return ioWith(io, {
    stdout,
    async drained() {
      if (full) await once(process.stdout, 'drain');
      full = false;
    },
  });
}
