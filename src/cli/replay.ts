/** `exchange-sim replay FILE...`: plays recordings to the simulator and compares. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deviceSetup, type SetupOverrides } from '../capture/device-setup.js';
import { parseRecording } from '../capture/format.js';
import { type Mismatch, replay } from '../capture/replay.js';
import { EXIT, InputError } from '../errors.js';
import { nodeVerifier } from '../simulator/node-verifier.js';
import { remembering } from '../simulator/verifier.js';
import { walletFromMnemonic } from '../simulator/wallet.js';
import { statOf } from './input-file.js';
import type { Io } from './io.js';
import { nativePbkdf2, readSeed } from './seed.js';

export interface ReplayOptions extends SetupOverrides {
  readonly json?: boolean;
}

/** The one JSON document of `replay --json`. */
export interface ReplayReport {
  readonly files: number;
  readonly exchanges: number;
  readonly compared: number;
  /** Exchanges not compared, and why not. */
  readonly skipped: number;
  readonly skippedBecause: { readonly coinApp: number; readonly randomBytes: number };
  readonly screens: number;
  /** Screens drawn by coin apps, not compared. */
  readonly coinAppScreens: number;
  readonly mismatches: readonly Mismatch[];
}

/** Bytes; the longest recording we know has 300 KB. */
const MAX_FILE_SIZE = 64 * 1024 * 1024;

export async function replayCommand(
  files: readonly string[],
  options: ReplayOptions,
  io: Io,
): Promise<number> {
  const { json, seed, ...rest } = options;
  const overrides = seed === undefined ? rest : { ...rest, seed: readSeed(seed) };
  const report = replayFiles(files.flatMap(recordingsOf), overrides);
  if (json === true) io.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else io.stdout.write(reportText(report));
  return report.mismatches.length === 0 ? EXIT.yes : EXIT.no;
}

function replayFiles(paths: readonly string[], overrides: SetupOverrides): ReplayReport {
  const wallet = walletFromMnemonic();
  const verifier = remembering(nodeVerifier, 4096);
  const sum = {
    exchanges: 0,
    compared: 0,
    coinApp: 0,
    randomBytes: 0,
    screens: 0,
    coinAppScreens: 0,
  };
  const mismatches: Mismatch[] = [];
  for (const path of paths) {
    const recording = parseRecording(readText(path), path);
    const result = inFile(path, () => {
      const setup = deviceSetup(recording, overrides, { pbkdf2: nativePbkdf2 });
      return replay(recording, { wallet, ...setup, verifier }, path);
    });
    sum.exchanges += result.exchanges;
    sum.compared += result.compared;
    sum.coinApp += result.skipped.coinApp;
    sum.randomBytes += result.skipped.random;
    sum.screens += result.screens;
    sum.coinAppScreens += result.coinAppScreens;
    mismatches.push(...result.mismatches);
  }
  const { exchanges, compared, coinApp, randomBytes, screens, coinAppScreens } = sum;
  return {
    files: paths.length,
    exchanges,
    compared,
    skipped: coinApp + randomBytes,
    skippedBecause: { coinApp, randomBytes },
    screens,
    coinAppScreens,
    mismatches,
  };
}

/** Says in which file a header asks for something that is not there. */
function inFile<T>(path: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      `${path}: ${error.message}`,
      error.hint === undefined ? {} : { hint: error.hint },
    );
  }
}

/** A file as it is; of a folder, every `.apdu` file in and under it. */
function recordingsOf(path: string): string[] {
  const stat = statOf(path);
  if (stat === undefined) throw new InputError(`${path}: no such file`);
  if (stat.isDirectory()) {
    const found = recordingsUnder(path);
    if (found.length === 0) throw new InputError(`${path}: no .apdu file in or under this folder`);
    return found;
  }
  if (stat.size > MAX_FILE_SIZE) {
    throw new InputError(
      `${path}: expected a recording of at most ${MAX_FILE_SIZE} bytes, found ${stat.size}`,
    );
  }
  return [path];
}

function recordingsUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return recordingsUnder(path);
      return entry.name.endsWith('.apdu') ? [path] : [];
    })
    .sort();
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new InputError(`${path}: cannot be read`, { cause: error });
  }
}

function reportText(report: ReplayReport): string {
  const { mismatches, skippedBecause } = report;
  const lines: string[] = [];
  const [first] = mismatches;
  if (first !== undefined) {
    lines.push(
      `First difference: ${first.file}, line ${first.line}, ${first.command}`,
      `  expected  ${first.expected}`,
      `  actual    ${first.actual}`,
      `  ${first.why}`,
      '',
    );
    const others = new Map<string, number>();
    for (const { file } of mismatches.slice(1)) others.set(file, (others.get(file) ?? 0) + 1);
    for (const [file, count] of [...others].slice(0, 10)) lines.push(`  ${count} more in ${file}`);
    if (others.size > 10) lines.push(`  and in ${others.size - 10} more files`);
    if (others.size > 0) lines.push('');
  }
  lines.push(
    `files       ${report.files}`,
    `exchanges   ${report.exchanges} (${report.compared} compared)`,
    `skipped     ${report.skipped} (${skippedBecause.coinApp} by coin apps after START_SIGNING_TRANSACTION, ${skippedBecause.randomBytes} with random bytes)`,
    `screens     ${report.screens} compared (${report.coinAppScreens} more drawn by coin apps)`,
    `mismatches  ${mismatches.length}`,
  );
  return `${lines.join('\n')}\n`;
}
