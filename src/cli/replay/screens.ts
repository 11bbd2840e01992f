/** The screens of replayed recordings: kept while they play, then told, drawn or written. */
import { join } from 'node:path';
import type { Mismatch } from '../../capture/replay.js';
import { type ScreenData, screenData } from '../../simulator/screens/draw/screen-data.js';
import { type Ui, view } from '../../simulator/screens/ui.js';
import { FolderNames } from '../files/folder-names.js';
import type { Io } from '../io.js';
import { type ScreensOutput, writeOutput } from '../screens/output.js';
import { framedScreens } from '../text/screen-frame.js';
import { harmless, palette } from '../text/text.js';
import type { RecordingFile } from './files.js';

/** What a recording showed, or only what was up when something differed. */
export interface RecordingScreens {
  readonly recording: RecordingFile;
  readonly screens: readonly { readonly line: number; readonly ui: Ui }[];
}

/** A screen as data, with the place in the recording. */
export interface ReplayedScreenData extends ScreenData {
  readonly file: string;
  readonly line: number;
}

/** The screens of mismatches, each once. */
export function failedScreens(mismatches: readonly Mismatch[]): RecordingScreens['screens'] {
  const lines = new Map<Ui, number>();
  for (const { ui, line } of mismatches) if (!lines.has(ui)) lines.set(ui, line);
  return [...lines].map(([ui, line]) => ({ ui, line }));
}

export function replayedData(kept: readonly RecordingScreens[]): ReplayedScreenData[] {
  return kept.flatMap(({ recording, screens }) =>
    screens.map(({ line, ui }) => ({ file: recording.path, line, ...screenData(ui) })),
  );
}

/** Every recording's name with its screens below. */
export function replayedText(kept: readonly RecordingScreens[], io: Io): string {
  const { strong } = palette(io.color);
  const blocks = kept.flatMap(({ recording, screens }) => {
    if (screens.length === 0) return [];
    const views = screens.map(({ ui }) => view(ui));
    const lines = framedScreens(views, { columns: io.columns, indent: 2 });
    return `${strong(harmless(recording.path))}\n${lines.join('\n')}\n\n`;
  });
  return blocks.join('');
}

/**
 * Writes the screens, those of several recordings into a folder each.
 * @returns the path of each.
 */
export async function writeReplayed(
  kept: readonly RecordingScreens[],
  output: ScreensOutput,
): Promise<ReadonlyMap<Ui, string>> {
  const paths = new Map<Ui, string>();
  const names = new FolderNames();
  for (const { recording, screens } of kept) {
    const folder = kept.length === 1 ? '' : names.free(recording.name);
    const uis = screens.map(({ ui }) => ui);
    const written = await writeOutput(uis, { ...output, out: join(output.out, folder) });
    for (const [at, path] of written.entries()) paths.set(uis[at]!, path);
  }
  return paths;
}
