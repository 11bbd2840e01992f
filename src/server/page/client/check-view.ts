/** What came of a dropped answer or recording. */
import type { Finding } from '../../../check/index.js';
import type { ShownMismatch, ShownReplay } from '../../replay-room.js';
import type { CheckedAnswer } from '../check.js';
import { byId, el, pairs } from './dom.js';
import { releasesTable } from './releases-view.js';

const box = byId('check-result', HTMLElement);

/** Mismatches shown; the first one usually explains the others. */
const MOST = 20;

export function showWorking(name: string): void {
  show('idle', name, el('p', '', 'Looking at it…'));
}

export function showProblem(name: string, text: string): void {
  show('bad', name, el('h3', '', 'This cannot be read.'), el('p', '', text));
}

export function showChecked(name: string, checked: CheckedAnswer): void {
  const { verdict, device, findings, screens } = checked;
  const wrong = findings.some(({ severity }) => severity !== 'warning');
  const good = verdict === 'accepted' && !wrong;
  show(
    good ? 'good' : verdict === 'accepted' ? 'waiting' : 'bad',
    name,
    el('h3', '', verdictWords(checked, wrong)),
    pairs([
      ['Flow', checked.flowName],
      [
        'Refused at',
        device === null ? undefined : `${device.command}: ${device.status} ${device.name}`,
      ],
      ['Why', device?.reason],
      ['Run up to', checked.readers[0]?.stoppedAt],
      [
        'Key',
        checked.testKey
          ? "the built-in test partner's: give yours above to judge with it"
          : undefined,
      ],
      ['Nonce', checked.nonceKnown ? undefined : 'not given, so not judged'],
    ]),
    findings.length === 0 ? '' : el('ol', 'findings', ...findings.map(finding)),
    screens.length === 0 ? '' : screenList(screens),
    releasesTable(checked.releases),
  );
}

function verdictWords({ verdict, findings }: CheckedAnswer, wrong: boolean): string {
  if (verdict === 'refused') return 'The device refuses it.';
  if (verdict === 'unreadable') return 'Nobody can tell what the device answers.';
  if (wrong) return 'The device accepts it, and something is wrong.';
  return findings.length === 0 ? 'The device accepts it.' : 'The device accepts it, with warnings.';
}

const SEVERITY: Readonly<Record<Finding['severity'], string>> = {
  error: 'error',
  'wrong-on-screen': 'wrong on screen',
  warning: 'warning',
};

function finding({ code, severity, field, title, evidence, why, fix, corrected }: Finding) {
  const chip = el('span', severity === 'warning' ? 'chip warn' : 'chip bad', SEVERITY[severity]);
  return el(
    'li',
    '',
    el('h4', '', chip, ' ', title),
    el('p', 'muted', el('code', '', code), ` in ${field}`),
    pairs([
      ['Found', evidence],
      ['Why', why],
      ['Change', fix],
      ['Correct', corrected],
    ]),
  );
}

function screenList(screens: CheckedAnswer['screens']): HTMLElement {
  const pages = screens.map((lines) => el('li', '', lines.join('\n')));
  return el(
    'details',
    '',
    el('summary', '', 'What the user would read'),
    el('ol', 'pages', ...pages),
  );
}

export function showReplayed(name: string, replayed: ShownReplay): void {
  const { exchanges, compared, screens, skipped, mismatches, mismatchCount } = replayed;
  const same = mismatchCount === 0;
  const more = mismatchCount - MOST;
  show(
    same ? 'good' : 'bad',
    name,
    el('h3', '', same ? 'Every answer and screen is the same.' : differenceWords(mismatchCount)),
    pairs([
      ['Compared', `${compared} of ${exchanges} answers, ${screens} screens`],
      [
        'Not compared',
        `${skipped.coinApp} answers of coin apps, ${skipped.random} with random bytes`,
      ],
    ]),
    same ? '' : el('ol', 'findings', ...mismatches.slice(0, MOST).map(mismatch)),
    more > 0 ? el('p', 'muted', `… and ${more} more.`) : '',
  );
}

function differenceWords(count: number): string {
  return count === 1 ? 'One difference.' : `${count} differences.`;
}

function mismatch({ line, command, expected, actual, why }: ShownMismatch): HTMLElement {
  return el(
    'li',
    '',
    el('h4', '', `Line ${line}, ${command}`),
    pairs([
      ['Recorded', expected],
      ['Simulator', actual],
      ['Why', why],
    ]),
  );
}

function show(className: string, name: string, ...parts: (Node | string)[]): void {
  box.className = `result verdict ${className}`;
  box.replaceChildren(el('p', 'muted', name), ...parts);
  // Files may fall onto any place of the page.
  box.scrollIntoView({ block: 'nearest' });
}
