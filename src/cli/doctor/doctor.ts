/** `exchange-sim doctor`: what keeps a device away, and the command that fixes it. */
import { EXIT } from '../../errors.js';
import type { Io } from '../io.js';
import { harmless, jsonText, palette, wrapped } from '../text/text.js';
import { type Check, doctorChecks } from './doctor-checks.js';
import { type DoctorProbes, doctorProbes } from './doctor-probes.js';
import type { DoctorOptions } from './options.js';

export interface DoctorReport {
  /** Nothing to fix. */
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

export async function doctorCommand(
  { json }: DoctorOptions,
  io: Io,
  probes: DoctorProbes = doctorProbes(),
): Promise<number> {
  const checks = await doctorChecks(probes);
  const ok = checks.every(({ verdict }) => verdict !== 'fix');
  const report: DoctorReport = { ok, checks };
  if (json === true) io.stdout.write(jsonText(report));
  else io.stdout.write(reportText(report, io));
  return ok ? EXIT.yes : EXIT.no;
}

const INDENT = 4;

function reportText({ ok, checks }: DoctorReport, io: Io): string {
  const { good, bad, dim, strong } = palette(io.color);
  const marks = { fine: good('✓'), fix: bad('✗'), skip: dim('·') };
  const lines = checks.flatMap(({ verdict, title, found, fix }) => {
    const text = wrapped(harmless(`${title}: ${found}`), io.columns - INDENT);
    const head = text.map((line, i) => `${i === 0 ? `${marks[verdict]} ` : '  '}${line}`);
    // Commands are to be copied: never broken.
    return [...head, ...fix.map((step) => `${' '.repeat(INDENT)}${harmless(step)}`)];
  });
  const faults = checks.filter(({ verdict }) => verdict === 'fix').length;
  const end = ok ? good('Nothing to fix.') : bad(`${faults} to fix.`);
  return `${[...lines, '', strong(end)].join('\n')}\n`;
}
