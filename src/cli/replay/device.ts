/** `replay` on any device, or with other bytes than recorded: command by command, as a host does. */

import type { Recording } from '../../capture/format.js';
import { foundSetup } from '../../capture/found-setup.js';
import { recordingOf, recordingsByDevice } from '../../capture/index.js';
import type { Device } from '../../device.js';
import { DeviceError, EXIT, InputError } from '../../errors.js';
import type { Partner } from '../../host/partner.js';
import { commandsOf, hasGestures } from '../../replay/commands.js';
import { playToDevice } from '../../replay/device-replay.js';
import { freshAuthority, freshKeys } from '../../replay/fresh.js';
import { ReplayJudge, type ReplayMode } from '../../replay/judge-replay.js';
import { Remake } from '../../replay/remake.js';
import { keptDevice, makeReady } from '../../scenario/kept-device.js';
import { expected } from '../../shown.js';
import { nodeVerifier } from '../../simulator/node-verifier.js';
import { createSimulator } from '../../simulator/simulator.js';
import { parseDeviceSpec } from '../../transport/device-spec.js';
import { debug, debugged } from '../debug.js';
import { readKeyFile } from '../files/key.js';
import { checkTarget, writeFile } from '../files/output.js';
import type { Io } from '../io.js';
import { firmwareOf } from '../options/one-firmware.js';
import { nativePbkdf2, readSeed } from '../options/seed.js';
import { logTalk } from '../text/log-talk.js';
import { jsonText } from '../text/text.js';
import {
  type DeviceReplayReport,
  deviceReplayJunit,
  deviceReplayText,
  type FileReplay,
} from './device-report.js';
import { readBytes, recordingFiles } from './files.js';
import type { ReplayOptions } from './options.js';
import { setupWords } from './setup-words.js';

/** Whether these options ask for more than the comparison of recordings with the simulator. */
export function isDeviceReplay(options: ReplayOptions): boolean {
  const { device, answers, byInstruction, fresh, junit } = options;
  return [device, answers, byInstruction, fresh, junit].some((one) => one !== undefined);
}

/** @throws InputError for options that exclude each other, DeviceError for a device that is not there. */
export async function replayOnDevice(
  files: readonly string[],
  options: ReplayOptions,
  io: Io,
): Promise<number> {
  refuseScreens(options);
  if (options.junit !== undefined) checkTarget(options.junit, '--junit');
  const partner = await partnerOf(options);
  const tell = (text: string) => io.stderr.write(`${text}\n`);
  const opener = deviceOpener(options, tell);
  const replayed: FileReplay[] = [];
  try {
    for (const { path } of recordingFiles(files)) {
      const { recording, format, problems } = recordingOf(await readBytes(path, io), path);
      if (format !== undefined) io.stderr.write(logTalk(path, format, problems));
      const devices = recordingsByDevice(recording);
      for (const [at, one] of devices.entries()) {
        const file = devices.length === 1 ? path : `${path} (device ${at + 1})`;
        replayed.push(await replayRecording(one, file, options, { partner, opener, io }));
      }
    }
  } finally {
    await opener.close();
  }
  const report = reportOf(replayed);
  if (options.junit !== undefined) {
    writeFile(options.junit, deviceReplayJunit(report), { option: '--junit' });
  }
  io.stdout.write(options.json === true ? jsonText(report) : deviceReplayText(report, io));
  return report.differences === 0 ? EXIT.yes : EXIT.no;
}

function refuseScreens({ screens, out, onlyFailed }: ReplayOptions): void {
  const given = [
    // `--no-screens` is false, and asks for nothing.
    ['--screens', screens === false ? undefined : screens],
    ['--out', out],
    ['--only-failed', onlyFailed],
  ].find(([, value]) => value !== undefined);
  if (given === undefined) return;
  throw new InputError(
    expected(`${given[0]}`, 'with recordings on the simulator', 'beside a replay on a device'),
  );
}

interface Context {
  readonly partner: Partner | undefined;
  readonly opener: DeviceOpener;
  readonly io: Io;
}

async function replayRecording(
  recording: Recording,
  file: string,
  options: ReplayOptions,
  { partner, opener, io }: Context,
): Promise<FileReplay> {
  const mode = modeOf(options, recording);
  const commands = commandsOf(recording);
  const device = await opener.open(recording, file);
  const profile = firmwareOf(options.firmware);
  const judge = new ReplayJudge(mode, profile, nodeVerifier);
  const exchanges = commands.map(({ exchange }) => exchange);
  const remake =
    mode !== 'fresh'
      ? {}
      : {
          remake: new Remake(exchanges, {
            profile,
            partnerKey: freshKeys(partner),
            authority: freshAuthority(),
            verifier: nodeVerifier,
          }),
        };
  const gestures = mode === 'strict' ? 'recorded' : 'by-answer';
  const notify = (text: string) => io.stderr.write(`${text}\n`);
  let broken: string | undefined;
  try {
    for await (const exchange of playToDevice(device, commands, { ...remake, gestures, notify })) {
      judge.judge(exchange);
    }
  } catch (error) {
    // A file that breaks the line is a result; the next one may do.
    if (!(error instanceof DeviceError)) throw error;
    if (judge.exchanges === 0) throw error;
    broken = error.message;
  } finally {
    await device.close();
  }
  return {
    file,
    device: device.name,
    model: device.model,
    mode,
    exchanges: judge.exchanges,
    compared: judge.compared,
    byCoinApp: judge.byCoinApp,
    lost: judge.lost,
    differences: judge.differences,
    additions: judge.additions,
    ...(broken === undefined ? {} : { broken }),
  };
}

/** A log without presses says nothing of screens. */
function modeOf(options: ReplayOptions, recording: Recording): ReplayMode {
  const { answers = false, byInstruction = false, fresh = false } = options;
  const chosen = [answers && '--answers', byInstruction && '--by-instruction', fresh && '--fresh'];
  const given = chosen.filter((one) => one !== false);
  if (given.length > 1) {
    throw new InputError(
      expected(undefined, 'one of --answers, --by-instruction and --fresh', given.join(' and ')),
    );
  }
  if (answers) return 'answers';
  if (byInstruction) return 'instruction';
  if (fresh) return 'fresh';
  return hasGestures(recording) ? 'strict' : 'answers';
}

async function partnerOf({ partner, fresh }: ReplayOptions): Promise<Partner | undefined> {
  if (partner === undefined) return undefined;
  if (fresh !== true) throw new InputError(expected('--partner', 'beside --fresh', 'alone'));
  const { partnerFromFile } = await import('../../host/partner-file.js');
  const bytes = readKeyFile(partner, '--partner');
  return partnerFromFile(bytes, { file: partner, environment: 'test', fallback: undefined });
}

interface DeviceOpener {
  /** @param file how messages call the recording. */
  open(recording: Recording, file: string): Promise<Device>;
  close(): Promise<void>;
}

/** A simulator for each recording, made as its header says; any other device once. */
function deviceOpener(options: ReplayOptions, notify: (text: string) => void): DeviceOpener {
  const spec = parseDeviceSpec(options.device ?? 'simulator');
  const { seed, model, build, apps, firmware: version, fresh } = options;
  if (spec.kind === 'simulator') {
    const given = {
      model,
      build: build ?? (fresh ? 'random' : undefined),
      apps,
      firmware: version,
    };
    const overrides = Object.fromEntries(
      Object.entries({ ...given, seed: seed === undefined ? undefined : readSeed(seed) }).filter(
        ([, value]) => value !== undefined,
      ),
    );
    return {
      async open(recording, file) {
        const options = { pbkdf2: nativePbkdf2, file };
        const { setup } = await foundSetup(recording, overrides, options);
        debug('choice', () => setupWords(file, setup));
        const simulator = debugged(createSimulator({ ...setup, verifier: nodeVerifier }));
        return { ...keptDevice(simulator), close: () => simulator.close() };
      },
      close: async () => {},
    };
  }
  let opened: Device | undefined;
  return {
    async open() {
      if (opened === undefined) {
        const { openDevice } = await import('../../transport/open-device.js');
        const as = model === undefined ? {} : { model: model as Device['model'] };
        opened = debugged(await openDevice(spec, { ...as, notify, requireExchange: true }));
      }
      await makeReady(opened);
      return keptDevice(opened);
    },
    async close() {
      await opened?.close();
    },
  };
}

function reportOf(files: readonly FileReplay[]): DeviceReplayReport {
  const sum = (count: (file: FileReplay) => number) =>
    files.reduce((total, file) => total + count(file), 0);
  return {
    files,
    exchanges: sum(({ exchanges }) => exchanges),
    compared: sum(({ compared }) => compared),
    differences: sum(
      ({ differences, broken }) => differences.length + (broken === undefined ? 0 : 1),
    ),
  };
}
