/** `exchange-sim explain CODE|STATUSWORD`. */

import { statusText } from '../../apdu/apdu.js';
import { CATALOGUE, type Explanation, explain, FINDING_CODES } from '../../check/index.js';
import { EXIT, InputError } from '../../errors.js';
import { OTHER_STATUS_WORDS } from '../../exchange/other-status.js';
import { SW } from '../../exchange/status.js';
import { distanceOf } from '../../scenario/nearest.js';
import { cut, expected, shownText } from '../../shown.js';
import type { ExplainDocument } from '../documents.js';
import type { Io } from '../io.js';
import { harmless, jsonText, palette, wrapped } from '../text/text.js';
import type { ExplainOptions } from './options.js';

export function explainCommand(code: string, { json }: ExplainOptions, io: Io): number {
  const explanation = explain(code);
  if (explanation === undefined) throw unknown(code);
  io.stdout.write(json === true ? jsonText(documentOf(explanation)) : textOf(explanation, io));
  return EXIT.yes;
}

function documentOf(explanation: Explanation): ExplainDocument {
  if (explanation.kind === 'status' || explanation.kind === 'swap-refusal') return explanation;
  if (explanation.kind === 'finding') {
    const { entry, ...rest } = explanation;
    return { ...rest, ...entry };
  }
  const { findings, ...rest } = explanation;
  return { ...rest, findings: findings.map((code) => ({ code, ...CATALOGUE[code] })) };
}

function textOf(explanation: Explanation, io: Io): string {
  if (explanation.kind === 'finding') return findingText(explanation.code, io);
  if (explanation.kind === 'ledger') {
    const { code, findings } = explanation;
    const head = `${code} is what Ledger's checker says; here it is one of ${findings.length}:`;
    return [
      `${wrapped(head, io.columns).join('\n')}\n`,
      ...findings.map((one) => findingText(one, io)),
    ].join('\n');
  }
  const { strong } = palette(io.color);
  const { says, fix } = explanation;
  const main: Row[] = [
    ['Means', says],
    ['Fix', fix],
  ];
  if (explanation.kind === 'swap-refusal') {
    const who = 'a coin app, in front of its status word, once it has the wire';
    return `${strong(`${explanation.code}`)}\n${rows([...main, ['Said by', who]], io)}`;
  }
  const { status, name, who, others } = explanation;
  const by: Row[] =
    who === undefined ? (others.length === 0 ? [] : [['Said by', 'Exchange']]) : [['Said by', who]];
  const more = others.flatMap((other): Row[] => [
    ['Means', other.says],
    ['Fix', other.fix],
    ['Said by', other.who],
  ]);
  return `${strong(`${status} ${name}`)}\n${rows([...main, ...by, ...more], io)}`;
}

function findingText(code: keyof typeof CATALOGUE, io: Io): string {
  const { title, why, fix, example, severity, ...more } = CATALOGUE[code];
  const { strong } = palette(io.color);
  const ledger: Row[] = 'ledger' in more ? [['Ledger', more.ledger]] : [];
  const table: Row[] = [
    ['Is', title],
    ['Severity', severity.replaceAll('-', ' ')],
    ['Why', why],
    ['Fix', fix],
    ['Example', example],
    ...ledger,
  ];
  return `${strong(code)}\n${rows(table, io)}`;
}

type Row = readonly [label: string, text: string];

const LABEL = 10;

function rows(table: readonly Row[], io: Io): string {
  const { dim } = palette(io.color);
  const lines = table.flatMap(([label, text]) =>
    wrapped(harmless(text), io.columns - LABEL - 2).map((line, at) => {
      const shown = at === 0 ? label : '';
      return `  ${dim(shown)}${' '.repeat(LABEL - shown.length)}${line}`;
    }),
  );
  return `${lines.join('\n')}\n`;
}

const SUGGESTIONS = 3;

function unknown(code: string): InputError {
  const ledger = FINDING_CODES.flatMap((known) => {
    const entry = CATALOGUE[known];
    return 'ledger' in entry ? [entry.ledger] : [];
  });
  const words = [...Object.values(SW), ...OTHER_STATUS_WORDS].map(statusText);
  const known = [...new Set([...FINDING_CODES, ...Object.keys(SW), ...ledger, ...words])];
  const wanted = cut(code).toUpperCase().replaceAll('-', '_').replace(/^0X/, '');
  const nearest = known
    .map((name) => ({ name, distance: nearnessOf(wanted, name.toUpperCase()) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.distance - b.distance)
    .filter(({ distance }, _, [best]) => distance <= (best?.distance ?? 0) + 2)
    .slice(0, SUGGESTIONS)
    .map(({ name }) => name);
  const shown = shownText(code);
  return new InputError(expected('explain', 'a finding code or a status word', shown), {
    hint:
      nearest.length === 0
        ? 'docs/findings.md lists all codes.'
        : `Did you mean ${nearest.join(', ')}?`,
  });
}

/** As {@link distanceOf}; words that share a part are nearer. */
function nearnessOf(typed: string, name: string): number {
  return typed.length >= 4 && name.includes(typed) ? 1 : distanceOf(typed, name);
}
