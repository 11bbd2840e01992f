/** Verdicts as a person reads them. */

import { type Invented, SUBSTITUTE_FEES, SUBSTITUTE_NAME } from '../../check/device/substitutes.js';
import type { Finding, Severity } from '../../check/findings/finding.js';
import type { DeviceRefusal, ReaderAnswer, Verdict } from '../../check/verdict.js';
import { EXIT } from '../../errors.js';
import { rangeWords } from '../../firmware/chosen.js';
import { type CheckResult, isClean, placeName, verdictWords } from '../../report/result.js';
import { sorted, type Tally } from '../../report/tally.js';
import { fitted, type Look, row } from '../text/rows.js';
import { framedScreens } from '../text/screen-frame.js';
import { type Paint, palette } from '../text/text.js';
import { matrixLines } from './matrix-text.js';

export function resultText(
  result: CheckResult,
  { screens, ...look }: Look & { screens: boolean },
): string {
  const { good, bad, strong } = palette(look.color);
  const paint = isClean(result) ? good : bad;
  const mark = isClean(result) ? '✓' : '✗';
  const name = placeName(result.place);
  if ('problem' in result) {
    const lines = fitted(result.problem, look.columns - 2);
    const hint = result.hint === undefined ? [] : fitted(result.hint, look.columns - 2);
    return block([paint(`${mark} ${lines[0]}`), ...[...lines.slice(1), ...hint].map(indent)]);
  }
  const { verdict } = result;
  const head = `${headWords(result, verdict)} · ${verdict.flowName} · ${name}`;
  const lines = fitted(head, look.columns - 2);
  return block([
    ...lines.map((line, at) => paint(strong(at === 0 ? `${mark} ${line}` : `  ${line}`))),
    ...deviceLines(verdict, look),
    ...(screens && verdict.matrix === undefined ? screenLines(verdict, look) : []),
    ...matrixLines(verdict, look, screens),
    ...verdict.findings.flatMap((finding, at) => ['', ...findingLines(finding, at + 1, look)]),
  ]);
}

function headWords(result: CheckResult, verdict: Verdict): string {
  const words = verdictWords(verdict);
  if (words !== 'accepted') return words;
  if (isClean(result)) return verdict.findings.length === 0 ? words : 'accepted, with warnings';
  return 'accepted by the device, and wrong';
}

const SUBSTITUTES: Readonly<Record<Invented, string>> = {
  nonce: "nonce (the payload's own)",
  fees: `fees (${SUBSTITUTE_FEES} base units)`,
  partner: `partner name (${SUBSTITUTE_NAME})`,
};

function deviceLines({ device, readers, invented }: Verdict, look: Look): string[] {
  const rows: [string, string][] = [];
  if (device !== null) rows.push(['Command', device.command], ['Reason', device.reason]);
  const [first] = readers;
  for (const [at, reader] of readers.entries()) {
    const words = readerWords(reader);
    const isSame = first !== reader && first !== undefined && words === readerWords(first);
    rows.push([
      at === 0 ? 'Readers' : '',
      `${readerName(reader)} ${isSame ? 'says the same' : words}`,
    ]);
  }
  // Where nobody was asked, nothing was made up.
  if (readers.length > 0 && invented.length > 0) {
    const names = invented.map((name) => SUBSTITUTES[name]).join(', ');
    rows.push(['Invented', `${names}: the case does not say`]);
  }
  return rows.flatMap(([label, text]) => row(label, text, look));
}

function readerName({ firmware }: ReaderAnswer): string {
  return firmware === 'documentation' ? 'the documentation' : `Exchange ${firmware}`;
}

function readerWords({ device, stoppedAt }: ReaderAnswer): string {
  if (device !== null) return `refuses: ${refusalWords(device)}`;
  if (stoppedAt === undefined) return 'accepts';
  return `accepts what could be run, up to ${stoppedAt}`;
}

function refusalWords({ command, status, name }: DeviceRefusal): string {
  return `${status} ${name} at ${command}`;
}

function screenLines({ screens }: Verdict, { columns }: Look): string[] {
  if (screens.length === 0) return [];
  const views = screens.map((lines) => ({
    model: 'nanosp' as const,
    kind: 'review',
    lines: lines.map((text) => ({ text, x: 0, y: 0, w: 0, h: 0 })),
  }));
  return ['', ...framedScreens(views, { columns, indent: 2 })];
}

const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  'wrong-on-screen': 'wrong on screen',
  warning: 'warning',
};

function findingLines(finding: Finding, number: number, look: Look): string[] {
  const { code, severity, field, title, evidence, why, fix, corrected } = finding;
  const { bad, strong } = palette(look.color);
  const paint: Paint = severity === 'warning' ? (text) => text : bad;
  const words = `${number}. ${SEVERITY_WORDS[severity]} ${code} · ${field}`;
  return [
    ...fitted(words, look.columns - 2).map((line) => `  ${paint(strong(line))}`),
    ...fitted(title, look.columns - 5).map((line) => `     ${line}`),
    ...row('Evidence', evidence, look, 5),
    ...row('Why', why, look, 5),
    ...row('Fix', fix, look, 5),
    ...(corrected === undefined ? [] : row('Correct', corrected, look, 5)),
  ];
}

/** The numbers of many cases. */
export function tallyText(tally: Tally, look: Look, examples?: (code: string) => string): string {
  const { cases, accepted, refused, unreadable, clean, findings, refusals, releases } =
    sorted(tally);
  const rows: [string, string][] = [
    [
      'Cases',
      `${count(cases)}: ${count(accepted)} accepted, ${count(refused)} refused, ${count(unreadable)} not decided`,
    ],
    ['Right', count(clean)],
  ];
  const lines = rows.flatMap(([label, text]) => row(label, text, look, 0));
  for (const [name, number] of Object.entries(refusals)) {
    lines.push(...row(lines.length === 2 ? 'Refused' : '', `${count(number)} × ${name}`, look, 0));
  }
  lines.push(...releaseLines(releases, look));
  const before = lines.length;
  for (const [code, number] of Object.entries(findings)) {
    const where = examples?.(code) ?? '';
    const text = `${count(number ?? 0)} × ${code}${where === '' ? '' : ` (${where})`}`;
    lines.push(...row(lines.length === before ? 'Findings' : '', text, look, 0));
  }
  return block(lines);
}

/** Releases with the same counts in one row. */
function releaseLines(releases: Tally['releases'] = {}, look: Look): string[] {
  const said = new Map<string, string[]>();
  for (const [id, { accepted, ignored, refused, unreadable }] of Object.entries(releases)) {
    const skipping =
      ignored === 0 ? '' : ` (${count(ignored)} of them without a field that is set)`;
    const words = `${count(accepted)} accepted${skipping}, ${count(refused)} refused, ${count(unreadable)} not decided`;
    said.set(words, [...(said.get(words) ?? []), id]);
  }
  return [...said].flatMap(([words, ids], at) =>
    row(at === 0 ? 'Releases' : '', `${rangeWords(ids)}: ${words}`, look, 0),
  );
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** 0: all right; 2: nothing could be judged; else 1. */
export function exitCode({ cases, clean, notRead }: Tally): number {
  if (notRead === cases) return EXIT.usage;
  return clean === cases ? EXIT.yes : EXIT.no;
}

function indent(line: string): string {
  return `  ${line}`;
}

function block(lines: readonly string[]): string {
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}
