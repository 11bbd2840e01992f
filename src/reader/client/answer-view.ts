/** A provider's answer as `check` judges it. */
import type { Finding } from '../../check/index.js';
import { el, pairs } from '../../server/page/client/dom.js';
import { releasesTable } from '../../server/page/client/releases-view.js';
import type { GivenAnswer } from './read-given.js';
import { reviewPictures } from './screens.js';

export function answerView({ checked }: GivenAnswer): Node[] {
  if ('problem' in checked) {
    const hint = checked.hint === undefined ? [] : [el('p', '', checked.hint)];
    return [el('p', 'bad', checked.problem), ...hint];
  }
  const { verdict, device, findings, flowName, review, testKey, nonceKnown, releases } = checked;
  const wrong = findings.some(({ severity }) => severity !== 'warning');
  const words =
    verdict === 'refused'
      ? 'The device refuses it.'
      : verdict === 'unreadable'
        ? 'Nobody can tell what the device answers.'
        : wrong
          ? 'The device accepts it, and something is wrong.'
          : 'The device accepts it.';
  const place = el('div', 'screens');
  if (review !== undefined) {
    void reviewPictures(review).then((pictures) => place.replaceChildren(...pictures));
  }
  return [
    el('h3', verdict === 'accepted' && !wrong ? 'good' : 'bad', words),
    pairs([
      ['Flow', flowName],
      [
        'Refused at',
        device === null ? undefined : `${device.command}: ${device.status} ${device.name}`,
      ],
      ['Why', device?.reason],
      ['Run up to', checked.readers[0]?.stoppedAt],
      [
        'Key',
        testKey ? "the built-in test partner's: give yours above to judge with it" : undefined,
      ],
      ['Nonce', nonceKnown ? undefined : 'not given, so not judged'],
    ]),
    findingList(findings),
    place,
    ...[releasesTable(releases)].filter((one) => one !== ''),
  ];
}

export function findingList(findings: readonly Finding[]): HTMLElement {
  const items = findings.map(({ code, severity, field, title, evidence, why, fix, corrected }) =>
    el(
      'li',
      severity === 'warning' ? 'warning' : '',
      el('h4', '', title),
      el('p', 'muted', el('code', '', code), ` in ${field}, ${severity}`),
      pairs([
        ['Found', evidence],
        ['Why', why],
        ['Change', fix],
        ['Correct', corrected],
      ]),
    ),
  );
  return el('ol', 'findings', ...items);
}
