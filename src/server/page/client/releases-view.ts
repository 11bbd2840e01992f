/** Which releases of the Exchange app take an answer. */
import type { ShownReleases } from '../../../report/matrix-words.js';
import { el } from './dom.js';

/** '' where no release was asked. */
export function releasesTable(releases: readonly ShownReleases[]): HTMLElement | '' {
  if (releases.length === 0) return '';
  const heads = ['Releases', 'Answer', 'Pages on a Nano S Plus'].map((text) => el('th', '', text));
  const rows = releases.map(({ firmware, answer, isTaken, pages }) =>
    el(
      'tr',
      '',
      el('th', '', firmware),
      el('td', isTaken ? '' : 'bad', answer),
      el('td', 'muted', pages),
    ),
  );
  return el(
    'details',
    'releases',
    el('summary', '', 'Which releases of the Exchange app take it'),
    el('table', '', el('thead', '', el('tr', '', ...heads)), el('tbody', '', ...rows)),
  );
}
