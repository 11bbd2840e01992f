/**
 * `#` lines of our recordings that belong to what stands behind them, or in place of an answer.
 *
 *     # device: 2                     from here on: the second device
 *     # time: 2026-03-01T10:00:00.123Z  of the next line
 *     # lost: the cable was pulled    the answer to the last command is not known
 */
import { isoTime } from './iso-time.js';
import { lineTime } from './text/line-time.js';

export type RecordingLine =
  | { readonly kind: 'device'; readonly device: number }
  | { readonly kind: 'time'; readonly time: number }
  | { readonly kind: 'lost'; readonly why: string };

const MOST_DEVICES = 1_000_000;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * @param comment the line without its `#`.
 * @returns undefined for any other line: `# device: my Nano` is a note.
 */
export function recordingLine(comment: string): RecordingLine | undefined {
  const [, kind, value = ''] = /^(device|time|lost):\s*(.*)$/s.exec(comment.trim()) ?? [];
  if (kind === 'lost') return { kind, why: value };
  if (kind === 'device') {
    const device = /^\d{1,7}$/.test(value) ? Number(value) : 0;
    return device >= 1 && device <= MOST_DEVICES ? { kind, device } : undefined;
  }
  if (kind !== 'time' || !ISO.test(value)) return undefined;
  const time = lineTime(value);
  return time === undefined || Number.isNaN(time) ? undefined : { kind, time };
}

export function writtenLine(line: RecordingLine): string {
  switch (line.kind) {
    case 'device':
      return `# device: ${line.device}`;
    case 'time':
      return `# time: ${isoTime(line.time)}`;
    case 'lost':
      return `# lost: ${line.why}`;
  }
}
