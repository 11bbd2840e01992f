/** `exchange-sim firmware`: the releases there are, and what is different between two of them. */

import { EXIT } from '../../errors.js';
import { oneFirmware } from '../../firmware/chosen.js';
import {
  type Difference,
  deviceNames,
  differences,
  NOTICED_BY,
} from '../../firmware/differences/index.js';
import { DOCUMENTATION } from '../../firmware/documentation.js';
import { DEFAULT_FIRMWARE, type FirmwareProfile, RELEASES } from '../../firmware/index.js';
import type { FirmwareDiffDocument, FirmwareDocument } from '../documents.js';
import type { Io } from '../io.js';
import { inOption } from '../options/firmware.js';
import { jsonText, palette, wrapped } from '../text/text.js';
import type { FirmwareOptions } from './options.js';

/** One release, as `--json` lists it. */
export interface ListedRelease {
  readonly id: string;
  readonly kind: FirmwareProfile['kind'];
  /** Of the commit, `2025-11-13`. */
  readonly date: string;
  readonly commit: string;
  /** As GET_VERSION answers it. */
  readonly version: string;
  /** `nanosp` and so on; `nanos` too, which is not simulated. */
  readonly models: readonly string[];
  readonly builds: FirmwareProfile['builds'];
  /** The release it is compared with; null for the first one. */
  readonly after: string | null;
  readonly news: string;
  readonly changes: readonly Difference[];
}

export function firmwareCommand({ json }: FirmwareOptions, io: Io): number {
  const all = [...RELEASES, DOCUMENTATION];
  if (json === true) {
    io.stdout.write(
      jsonText({
        default: DEFAULT_FIRMWARE.id,
        releases: all.map(listed),
      } satisfies FirmwareDocument),
    );
    return EXIT.yes;
  }
  const width = Math.max(...all.map(({ id }) => id.length)) + 2;
  const { strong, dim } = palette(io.color);
  for (const profile of all) {
    const { id, date, news } = profile;
    const about = [date, devicesOf(profile), ...marks(profile)].join(' · ');
    const lines = [...wrapped(about, io.columns - width), ...wrapped(news, io.columns - width)];
    for (const [at, line] of lines.entries()) {
      const name = at === 0 ? strong(id.padEnd(width)) : ' '.repeat(width);
      io.stdout.write(`${name}${at === 0 ? line : dim(line)}\n`);
    }
  }
  return EXIT.yes;
}

/** @throws InputError for a version there is no profile of. */
export function firmwareDiffCommand(
  first: string,
  second: string,
  { json }: FirmwareOptions,
  io: Io,
): number {
  const from = inOption('from', () => oneFirmware(first));
  const to = inOption('to', () => oneFirmware(second));
  const found = differences(from, to);
  if (json === true) {
    io.stdout.write(
      jsonText({
        from: from.id,
        to: to.id,
        differences: found,
      } satisfies FirmwareDiffDocument),
    );
    return EXIT.yes;
  }
  const { strong } = palette(io.color);
  io.stdout.write(`${strong(`${from.title} → ${to.title}`)}\n`);
  if (found.length === 0) io.stdout.write('Nothing that anybody would notice.\n');
  for (const by of NOTICED_BY) {
    const own = found.filter((one) => one.by === by);
    if (own.length === 0) continue;
    io.stdout.write(`\n${strong(`A ${by} notices`)}\n`);
    for (const { text } of own) {
      const lines = wrapped(text, io.columns - 4);
      io.stdout.write(lines.map((line, at) => `${at === 0 ? '  - ' : '    '}${line}\n`).join(''));
    }
  }
  return EXIT.yes;
}

function listed(profile: FirmwareProfile): ListedRelease {
  const { id, kind, date, commit, version, builds, news, after } = profile;
  const before = RELEASES.find((one) => one.id === after);
  return {
    id,
    kind,
    date,
    commit,
    version: version.join('.'),
    models: [...new Set(builds.map(({ device }) => device))],
    builds,
    after: after ?? null,
    news,
    changes: before === undefined ? [] : differences(before, profile),
  };
}

function devicesOf(profile: FirmwareProfile): string {
  const names = deviceNames(profile);
  return names.length === 0 ? 'no device' : names.join(', ');
}

function marks({ kind, id }: FirmwareProfile): string[] {
  const kinds = kind === 'release' ? [] : [kind];
  return id === DEFAULT_FIRMWARE.id ? [...kinds, 'default'] : kinds;
}
