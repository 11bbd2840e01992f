/** `exchange-sim replay FILE...`: plays recordings to the simulator and compares. */
import type { SetupOverrides } from '../../capture/device-setup.js';
import { fittingText, foundSetup } from '../../capture/found-setup.js';
import { recordingOf } from '../../capture/read-recording.js';
import { type ComparedScreen, type Mismatch, replay, sumOfEach } from '../../capture/replay.js';
import { EXIT, InputError } from '../../errors.js';
import { expected } from '../../shown.js';
import { nodeVerifier } from '../../simulator/node-verifier.js';
import { type ScreenData, screenData } from '../../simulator/screens/draw/screen-data.js';
import type { Ui } from '../../simulator/screens/ui.js';
import { remembering } from '../../simulator/verifier.js';
import { emulatorWallet } from '../../simulator/wallet.js';
import { debug } from '../debug.js';
import type { Io } from '../io.js';
import { nativePbkdf2, readSeed } from '../options/seed.js';
import { screensOutput, tellWritten } from '../screens/output.js';
import { logTalk } from '../text/log-talk.js';
import { harmless, jsonText } from '../text/text.js';
import { type RecordingFile, readBytes, recordingFiles } from './files.js';
import type { ReplayOptions } from './options.js';
import {
  failedScreens,
  type RecordingScreens,
  type ReplayedScreenData,
  replayedData,
  replayedText,
  writeReplayed,
} from './screens.js';
import { setupWords } from './setup-words.js';
import { reportText } from './text.js';

/** The one JSON document of `replay --json`. */
export interface ReplayReport {
  readonly files: number;
  readonly exchanges: number;
  readonly compared: number;
  /** Exchanges not compared, by why not. */
  readonly skipped: {
    /** By coin apps whose signing is not simulated: `unfinishedCoinApps` names them. */
    readonly coinApp: number;
    /** With random bytes. */
    readonly random: number;
    /** The recording does not have the answer. */
    readonly lost: number;
  };
  /** Exchanges with coin apps whose signing is not simulated, by the name of the app. */
  readonly unfinishedCoinApps: Readonly<Record<string, number>>;
  readonly screens: number;
  /** Screens drawn by coin apps, not compared. */
  readonly coinAppScreens: number;
  readonly mismatches: readonly ReportedMismatch[];
  /** Of recordings that do not name their firmware; absent when all do. */
  readonly foundFirmware?: readonly FoundFirmware[];
  /** With `--screens`: every compared screen, or with `--only-failed` those of mismatches. */
  readonly screenData?: readonly ReplayedScreenData[];
}

/** What was found for a recording that does not name its firmware. */
export interface FoundFirmware {
  readonly file: string;
  /** The one it was played with. */
  readonly firmware: string;
  /** All with which the whole recording is the same; none: the one played differs least. */
  readonly fits: readonly string[];
}

export interface ReportedMismatch extends Omit<Mismatch, 'ui'> {
  /** What the simulator showed at that moment. */
  readonly screenData: ScreenData;
  /** Where that was written, with `--out`. */
  readonly picture?: string;
}

export async function replayCommand(
  files: readonly string[],
  options: ReplayOptions,
  io: Io,
): Promise<number> {
  const device = await import('./device.js');
  if (device.isDeviceReplay(options)) return device.replayOnDevice(files, options, io);
  const { json = false, seed, screens = false, out: _, onlyFailed = false, ...rest } = options;
  const output = screensOutput(options);
  if (onlyFailed && screens === false) {
    throw new InputError(expected('--only-failed', 'beside --screens', 'alone'));
  }
  const overrides = seed === undefined ? rest : { ...rest, seed: readSeed(seed) };
  const keep = screens === false ? 'none' : onlyFailed ? 'failed' : 'all';
  const played = await replayFiles(recordingFiles(files), overrides, keep, { io, json });
  const { totals, mismatches, kept, found } = played;
  const pictures = output === undefined ? NO_PICTURES : await writeReplayed(kept, output);
  if (output !== undefined) {
    const count = kept.reduce((sum, one) => sum + one.screens.length, 0);
    tellWritten(count, output, io);
  }
  if (json) {
    const report: ReplayReport = {
      ...totals,
      mismatches: mismatches.map((mismatch) => reported(mismatch, pictures)),
      ...(found.length === 0 ? {} : { foundFirmware: found }),
      ...(screens === false ? {} : { screenData: replayedData(kept) }),
    };
    io.stdout.write(jsonText(report));
  } else {
    if (screens !== false && output === undefined) io.stdout.write(replayedText(kept, io));
    const draw = options.screens !== false;
    io.stdout.write(reportText(played, { draw, pictures }, io));
  }
  return mismatches.length === 0 ? EXIT.yes : EXIT.no;
}

const NO_PICTURES: ReadonlyMap<Ui, string> = new Map();

function reported(
  { ui, ...mismatch }: Mismatch,
  pictures: ReadonlyMap<Ui, string>,
): ReportedMismatch {
  const picture = pictures.get(ui);
  return {
    ...mismatch,
    screenData: screenData(ui),
    ...(picture === undefined ? {} : { picture }),
  };
}

export interface Played {
  readonly totals: Omit<ReplayReport, 'mismatches' | 'foundFirmware' | 'screenData'>;
  readonly mismatches: readonly Mismatch[];
  readonly kept: readonly RecordingScreens[];
  readonly found: readonly FoundFirmware[];
}

async function replayFiles(
  files: readonly RecordingFile[],
  overrides: SetupOverrides,
  keep: 'all' | 'failed' | 'none',
  { io, json }: { io: Io; json: boolean },
): Promise<Played> {
  const wallet = emulatorWallet();
  const verifier = remembering(nodeVerifier, 4096);
  const sum = {
    exchanges: 0,
    compared: 0,
    coinApp: 0,
    random: 0,
    lost: 0,
    screens: 0,
    coinAppScreens: 0,
  };
  const unfinished: Readonly<Record<string, number>>[] = [];
  const mismatches: Mismatch[] = [];
  const kept: RecordingScreens[] = [];
  const found: FoundFirmware[] = [];
  for (const file of files) {
    const { path } = file;
    const { recording, format, problems } = recordingOf(await readBytes(path, io), path);
    if (format !== undefined) io.stderr.write(logTalk(path, format, problems));
    const compared: ComparedScreen[] = [];
    const onScreen = keep === 'all' ? (screen: ComparedScreen) => compared.push(screen) : undefined;
    const result = await inFile(path, async () => {
      const { setup, fitting } = await foundSetup(recording, overrides, {
        pbkdf2: nativePbkdf2,
        shared: { wallet, verifier },
        file: path,
      });
      if (fitting !== undefined) {
        if (!json) io.stderr.write(`${harmless(path)}: ${fittingText(fitting)}\n`);
        found.push({
          file: path,
          firmware: fitting.best.id,
          fits: fitting.fits.map(({ id }) => id),
        });
      }
      debug('choice', () => setupWords(path, setup));
      return replay(recording, setup, path, onScreen);
    });
    sum.exchanges += result.exchanges;
    sum.compared += result.compared;
    sum.coinApp += result.skipped.coinApp;
    sum.random += result.skipped.random;
    sum.lost += result.skipped.lost;
    sum.screens += result.screens;
    sum.coinAppScreens += result.coinAppScreens;
    unfinished.push(result.unfinishedCoinApps);
    mismatches.push(...result.mismatches);
    const screens = keep === 'failed' ? failedScreens(result.mismatches) : compared;
    if (keep !== 'none') kept.push({ recording: file, screens });
  }
  const { exchanges, compared, coinApp, random, lost, screens, coinAppScreens } = sum;
  const totals = {
    files: files.length,
    exchanges,
    compared,
    skipped: { coinApp, random, lost },
    unfinishedCoinApps: sumOfEach(unfinished),
    screens,
    coinAppScreens,
  };
  return { totals, mismatches, kept, found };
}

/** Says in which file a header asks for something that is not there. */
async function inFile<T>(path: string, make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      error.message.startsWith(path) ? error.message : `${path}: ${error.message}`,
      error.hint === undefined ? {} : { hint: error.hint },
    );
  }
}
