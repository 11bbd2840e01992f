/** A decoded log: a list of exchanges to step through, and one of them in full. */
import type { DecodedExchange, DecodedField } from '../../decode/decoded.js';
import { el } from '../../server/page/client/dom.js';
import { findingList } from './answer-view.js';
import type { GivenLog } from './read-given.js';
import { screensOf } from './screens.js';

export function logView({ log, format, what, decoded, devices, problems }: GivenLog): Node[] {
  const facts = devices.flatMap(({ device, facts: all }) =>
    all.map((fact) => el('li', '', devices.length > 1 ? `Device ${device}: ${fact}` : fact)),
  );
  const wrong = problems.map((problem) => {
    const place = 'line' in problem ? `line ${problem.line}` : `packet ${problem.packet}`;
    return el('li', '', `${place}: ${problem.what}`);
  });
  const detail = el('div', 'detail');
  const screens = screensOf(log.exchanges);
  const buttons = decoded.map((exchange) => stepButton(exchange));
  const go = (index: number) => {
    const exchange = decoded[index];
    if (exchange === undefined) return;
    for (const [at, button] of buttons.entries()) {
      button.setAttribute('aria-current', String(at === index));
      button.tabIndex = at === index ? 0 : -1;
    }
    detail.replaceChildren(...exchangeView(exchange));
    const place = el('div', 'screens');
    detail.append(place);
    void screens.at(index).then((pictures) => place.replaceChildren(...pictures));
  };
  for (const [at, button] of buttons.entries()) button.addEventListener('click', () => go(at));
  const list = el('ol', 'steps', ...buttons.map((button) => el('li', '', button)));
  list.setAttribute('aria-label', 'Exchanges');
  list.addEventListener('keydown', (event) => {
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[
      event.key
    ];
    const button = next === undefined ? undefined : buttons[next];
    if (button === undefined) return;
    event.preventDefault();
    button.focus();
    button.click();
  });
  go(0);
  return [
    el('p', 'muted', `${format} (${what}), ${decoded.length} exchanges`),
    el('ul', 'facts', ...facts),
    el('ul', 'problems', ...wrong),
    el('div', 'log', list, detail),
  ];
}

function stepButton(exchange: DecodedExchange): HTMLButtonElement {
  const { number, answer, checks, problem } = exchange;
  const failed = problem !== undefined || checks.some(({ holds }) => holds === false);
  const status = answer === null ? 'no answer' : `${answer.status} ${answer.name}`;
  const bad = failed || answer === null || answer.status !== '9000';
  return el(
    'button',
    '',
    `${number}. ${headOf(exchange)}`,
    el('span', bad ? 'answer bad' : 'answer', failed ? `${status} · something is wrong` : status),
  );
}

function headOf({ name, flow, device, chunk }: DecodedExchange): string {
  const part = chunk && `chunk ${chunk.number}`;
  const who = device && `device ${device}`;
  return [name, flow, part, who].filter((one) => one !== undefined).join(', ');
}

function exchangeView(exchange: DecodedExchange): Node[] {
  const { number, at, rate, fields, problem, answer, checks, verdict, command, response } =
    exchange;
  const head = [`place ${at} of the file`, rate && `${rate} rate`].filter(
    (one) => one !== undefined,
  );
  const parts: Node[] = [
    el('h3', '', `${number}. ${headOf(exchange)}`),
    el('p', 'muted', head.join(', ')),
  ];
  if (fields.length > 0) parts.push(fieldTable('Fields of the command', fields));
  if (problem !== undefined) parts.push(el('p', 'bad', problem));
  if (answer === null) parts.push(el('p', 'bad', 'No answer is in the log.'));
  else {
    const { status, name, says, fix, fields: data } = answer;
    parts.push(el('p', status === '9000' ? 'good' : 'bad', `${status} ${name}: ${says}`));
    if (fix !== '') parts.push(el('p', '', fix));
    if (data.length > 0) parts.push(fieldTable('Fields of the answer', data));
  }
  const list = checks.map(({ subject, holds, says }) =>
    el(
      'li',
      holds === null ? 'muted' : holds ? 'good' : 'bad',
      `${holds === null ? '·' : holds ? '✓' : '✗'} ${subject}: ${says}`,
    ),
  );
  if (list.length > 0) parts.push(el('ul', 'checks', ...list));
  if (verdict !== undefined && verdict.findings.length > 0) {
    parts.push(el('h4', '', 'What check says of the payload'), findingList(verdict.findings));
  }
  const bytes = el(
    'details',
    '',
    el('summary', '', 'Bytes'),
    el('pre', '', `=> ${command}\n<= ${response ?? ''}`),
  );
  return [...parts, bytes];
}

function fieldTable(caption: string, fields: readonly DecodedField[]): HTMLElement {
  const rows = fields.flatMap((field) => fieldRows(field, ''));
  return el('table', 'fields', el('caption', 'sr', caption), el('tbody', '', ...rows));
}

function fieldRows(field: DecodedField, prefix: string): HTMLElement[] {
  const { name, value, size, limit, problem, fields = [] } = field;
  const sizes =
    size === undefined ? '' : limit === undefined ? `${size} bytes` : `${size} of ${limit} bytes`;
  const head = el('th', '', `${prefix}${name}`);
  head.scope = 'row';
  const cell = el('td', '', value === '' ? '(empty)' : value);
  if (problem !== undefined) cell.append(el('p', 'bad', problem));
  return [
    el('tr', '', head, cell, el('td', 'size', sizes)),
    ...fields.flatMap((part) => fieldRows(part, `${prefix}${name}.`)),
  ];
}
