/** Writing a run as a recording: whole or not at all, and never the words of a seed. */
import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { SEED_WITHHELD } from '../capture/device-setup.js';
import { formatRecording, type RecordingEventInput, screenLine } from '../capture/format.js';
import type { ScreenView } from '../device.js';
import { InputError } from '../errors.js';
import type { TapEvent } from '../host/tap.js';
import { COIN_APP_NAMES } from '../simulator/coins/registry.js';
import { recordedLines } from '../simulator/screens/events.js';
import type { UiView } from '../simulator/screens/ui.js';
import { statOf } from './input-file.js';
import type { RunOptions } from './run-options.js';
import type { Run } from './run-request.js';

export function recordingText(
  { device, firmware, request }: Run,
  options: RunOptions,
  events: readonly TapEvent[],
): string {
  const { flow, outgoing, incoming } = request;
  const coins = incoming === undefined ? outgoing.id : `${outgoing.id} to ${incoming.id}`;
  return formatRecording({
    header: {
      name: `${flow.name} ${coins}`,
      model: device.model,
      firmware: firmware.id,
      build: options.build,
      apps: options.apps ?? COIN_APP_NAMES.join(', '),
      ...(options.seed === undefined ? {} : { seed: SEED_WITHHELD }),
    },
    events: events.map(recorded),
  });
}

function recorded(event: TapEvent): RecordingEventInput {
  return event.kind === 'screen' ? { kind: 'screen', text: recordedScreen(event.screen) } : event;
}

/** The simulator knows how an emulator reports its screens, which is what recordings hold. */
function recordedScreen(screen: ScreenView): string {
  const { events } = screen as Partial<UiView>;
  return screenLine(recordedLines(events ?? screen.lines));
}

/**
 * Before a run: whether its recording will have a place.
 * @throws InputError when the folder does not exist, or the target is one.
 */
export function checkTarget(path: string, option: string): void {
  const shown = JSON.stringify(path.slice(0, 200));
  if (statOf(path)?.isDirectory()) {
    throw new InputError(`${option}: expected a file to write, found a folder at ${shown}`);
  }
  if (!statOf(dirname(path))?.isDirectory()) {
    throw new InputError(`${option}: expected a file in a folder that exists, found ${shown}`);
  }
}

/**
 * Beside the target first, then renamed: nobody ever sees half a file.
 * @throws InputError when it cannot be written.
 */
export function writeWhole(path: string, text: string, option: string): void {
  const beside = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    writeFileSync(beside, text);
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, { force: true });
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new InputError(
      `${option}: ${JSON.stringify(path.slice(0, 200))} cannot be written (${code})`,
      { cause: error },
    );
  }
}
