/** The parts of a step: calls, APDUs, findings, pages of the device, pushes. */
import { el, pairs } from '../../../../server/page/client/dom.js';
import type { StepView } from '../../journey-view.js';

/** Keys of what is unfolded: a step is drawn anew with every change. */
const opened = new Set<string>();

export function folded(key: string, summary: readonly (Node | string)[], ...inside: Node[]) {
  const box = el('details', 'box', el('summary', '', ...summary), ...inside);
  box.dataset.key = key;
  box.open = opened.has(key);
  box.addEventListener('toggle', () => {
    if (box.open) opened.add(key);
    else opened.delete(key);
  });
  return box;
}

export function forgetFolds(): void {
  opened.clear();
}

/** Long ones scroll: the keyboard must get there. */
function block(title: string, text: string): Node[] {
  const pre = el('pre', '', text);
  pre.tabIndex = 0;
  pre.setAttribute('role', 'group');
  pre.setAttribute('aria-label', title);
  return [el('h5', '', title), pre];
}

export function callBox(call: StepView['calls'][number]): HTMLElement {
  const { number, request, answer, failure, milliseconds, provider, alike } = call;
  const { pathname, search } = new URL(request.url);
  const isGood = answer !== undefined && answer.status < 300;
  const outcome = answer === undefined ? 'no answer' : String(answer.status);
  const times = alike === 0 ? '' : `, the same ${alike + 1} times`;
  const summary = [
    chip(outcome, isGood),
    ` ${request.method} ${pathname}${search} `,
    el('span', 'muted', `call ${number}, ${provider}, ${milliseconds} ms${times}`),
  ];
  const sent = [`${request.method} ${request.url}`, ...lines(request.headers)];
  const got = answer === undefined ? [] : [`HTTP ${answer.status}`, ...lines(answer.headers)];
  const box = folded(
    `call-${number}`,
    summary,
    ...block('Request', withBody(sent, request.body)),
    ...block('Answer', answer === undefined ? (failure ?? 'none') : withBody(got, answer.body)),
    ...block('To repeat it', call.curl),
  );
  box.id = `call-${number}`;
  return box;
}

const lines = (headers: readonly (readonly [string, string])[]) =>
  headers.map(([name, value]) => `${name}: ${value}`);

function withBody(head: readonly string[], body = ''): string {
  return body === '' ? head.join('\n') : `${head.join('\n')}\n\n${pretty(body)}`;
}

/** JSON as people read it; anything else as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

export function apduBox(step: string, at: number, apdu: StepView['apdus'][number]): HTMLElement {
  const { name, details, status, meaning, says, reason, fix, answer } = apdu;
  const outcome =
    status === null ? el('span', 'chip now', 'waits') : chip(status, status === '9000');
  const known = status === '9000' || meaning === null ? '' : `${meaning}: `;
  const words = `${known}${reason ?? says ?? ''}`;
  return folded(
    `apdu-${step}-${at}`,
    [outcome, ' ', el('code', '', name), ' ', el('span', 'muted', `${details}. ${words}`)],
    ...(apdu.fields.length === 0 ? [] : [factTable('Fields', apdu.fields)]),
    ...block('Command', apdu.apdu),
    ...block('Answer', answer ?? 'not yet'),
    ...(fix === null ? [] : [el('p', 'hint', fix)]),
  );
}

export function factTable(caption: string, facts: StepView['facts']): HTMLElement {
  const table = el('table', 'facts', el('caption', '', caption));
  const body = el('tbody');
  for (const { name, value, expected } of facts) {
    const th = el('th', '', el('code', '', name));
    th.scope = 'row';
    const td = el('td', '', el('code', '', value));
    if (expected !== undefined) td.append(el('span', 'differs', `expected ${expected}`));
    body.append(el('tr', '', th, td));
  }
  table.append(body);
  return table;
}

type Finding = StepView['findings'][number];

const SEVERITIES: Readonly<Record<Finding['severity'], string>> = {
  error: 'error',
  'wrong-on-screen': 'wrong on screen',
  warning: 'warning',
  note: 'note',
  run: 'about the run',
};

export function findingItem({ rule, codes, severity, title, evidence, fix, calls }: Finding) {
  const isBad = severity === 'error' || severity === 'wrong-on-screen';
  const kind = isBad ? 'bad' : severity === 'warning' ? 'warn' : 'off';
  const ids = [rule, ...codes].filter((id) => id !== undefined).join(' · ');
  const where = el('p', 'hint');
  for (const number of calls) {
    const link = el('a', '', `call ${number}`);
    link.href = `#call-${number}`;
    where.append(link, ' ');
  }
  return el(
    'li',
    severity,
    el('p', '', el('span', `chip ${kind}`, SEVERITIES[severity]), ' ', el('code', '', ids)),
    pairs([
      ['Rule', title],
      ['Seen', evidence],
      ['Change', fix],
    ]),
    ...(calls.length === 0 ? [] : [where]),
  );
}

type Screen = StepView['screens'][number];

const NANO = /^nano/;

export function screenFigure({ model, lines: texts, picture }: Screen, at: number): HTMLElement {
  const caption = el('figcaption', '', `Page ${at + 1}`);
  if (picture === null) {
    const told = 'This page shows an e-mail address and is not drawn.';
    return el('figure', '', el('p', 'untold', told), caption);
  }
  const image = el('img');
  image.src = picture;
  image.alt = texts.join(' / ') || 'an empty page';
  return el('figure', NANO.test(model) ? 'nano' : 'touch', image, caption);
}

export function pushBox(push: StepView['pushes'][number]): HTMLElement {
  const { number, at, method, path, generation, contentType, body, key, answered, reason } = push;
  const isGood = typeof answered === 'number' && answered < 300;
  const form = generation === 'current' ? 'form of 2026' : 'older form';
  return folded(
    `push-${number}`,
    [
      chip(String(answered), isGood),
      ` ${method} ${path} `,
      el('span', 'muted', `${at.slice(11, 19)}, ${form}: ${reason}`),
    ],
    ...block(`Body, ${contentType === '' ? 'without a content type' : contentType}`, pretty(body)),
    el('p', 'hint', `x-api-key: ${key}`),
  );
}

function chip(text: string, isGood: boolean): HTMLElement {
  return el('span', isGood ? 'chip good' : 'chip bad', text);
}
