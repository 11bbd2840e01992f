/** The stream of APDUs in words: one row an exchange, with its bytes folded in. */
import type { Touch } from '../../../device.js';
import type { ShownEntry } from '../../journal-words.js';
import { byId, el, pairs } from './dom.js';

type EntryOf<Type extends ShownEntry['type']> = Extract<ShownEntry, { type: Type }>;

const list = byId('log', HTMLOListElement);
/** The box that scrolls. */
const box = list.parentElement ?? list;
const empty = byId('log-empty', HTMLElement);
const all = byId('log-all', HTMLInputElement);

/** Rows kept on the page; the server remembers more. */
const MOST = 300;

/** Rows of commands that have no answer yet, by the number of their entry. */
const waiting = new Map<number, HTMLElement>();

const ORIGINS: Readonly<Record<string, string>> = {
  http: 'HTTP',
  tcp: 'TCP',
  proxy: 'HTTP proxy',
  flow: 'this page',
};

/** Entries up to this number were cleared away; `last` is the newest one seen. */
let cleared = 0;
let last = 0;

function emptyLog(): void {
  waiting.clear();
  list.replaceChildren();
  empty.hidden = false;
}

export function logPast(entries: readonly ShownEntry[]): void {
  emptyLog();
  last = entries.at(-1)?.number ?? 0;
  // Numbers begin anew with a new server.
  if (last < cleared) cleared = 0;
  for (const entry of entries.slice(-2 * MOST)) if (entry.number > cleared) add(entry);
  box.scrollTop = box.scrollHeight;
}

export function logNow(entry: ShownEntry): void {
  // Whoever has scrolled up reads: the list stays where it is.
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
  last = entry.number;
  add(entry);
  if (atEnd) box.scrollTop = box.scrollHeight;
}

function add(entry: ShownEntry): void {
  if (entry.type === 'answer') {
    answer(entry, entry.at);
    return;
  }
  if (entry.type === 'lost') {
    failed(entry.command, 'lost', entry.error);
    return;
  }
  if (entry.type === 'command') append(command(entry, entry.number, entry.at));
  else if (entry.type === 'withheld') {
    append(command(entry, entry.number, entry.at));
    failed(entry.number, 'not sent', entry.error);
  } else {
    const words = note(entry);
    if (words !== undefined) append(el('li', `note ${entry.type}`, words));
  }
}

function append(row: HTMLElement): void {
  if (row.className === 'exchange') empty.hidden = true;
  list.append(row);
  while (list.childElementCount > MOST) list.firstElementChild?.remove();
}

function command(
  { name, details, from, apdu }: EntryOf<'command' | 'withheld'>,
  number: number,
  at: number,
) {
  const time = el('time', '', new Date(at).toLocaleTimeString('en-GB'));
  time.dateTime = new Date(at).toISOString();
  const sent = el('span', 'sent', arrow('→', 'sent'), el('b', '', name), ' ');
  sent.append(el('span', 'muted', details));
  const got = el('span', 'got pending', arrow('←', 'answer'), el('span', 'muted', '…'));
  const bytes = el('div', 'bytes');
  bytes.append(hexBlock(`Command, from ${ORIGINS[from] ?? from}`, apdu));
  const row = el('li', 'exchange', el('details', '', el('summary', '', sent, time, got), bytes));
  waiting.set(number, row);
  return row;
}

function answer({ command, ...entry }: EntryOf<'answer'>, at: number): void {
  const row = waiting.get(command);
  waiting.delete(command);
  if (row === undefined) return;
  const { status, name, says, reason, fix, answer: bytes } = entry;
  const good = status === '9000';
  row.classList.add(good ? 'ok' : 'refused');
  row.dataset.answered = String(at);
  const chip = el('span', good ? 'chip good' : 'chip bad', status);
  const words = good ? says : (reason?.what ?? says);
  settle(row, chip, ' ', el('b', '', name), ' ', el('span', 'muted', words));
  row.querySelector('.bytes')?.append(
    hexBlock('Answer', bytes),
    good
      ? ''
      : pairs([
          ['Says', says],
          ['Change', fix],
        ]),
  );
}

/** @param chip one or two words. */
function failed(command: number, chip: string, error: string): void {
  const row = waiting.get(command);
  waiting.delete(command);
  if (row === undefined) return;
  row.classList.add('refused');
  settle(row, el('span', 'chip bad', chip), ' ', el('span', 'muted', error));
}

function settle(row: HTMLElement, ...parts: (Node | string)[]): void {
  const got = row.querySelector('.got');
  got?.classList.remove('pending');
  got?.replaceChildren(arrow('←', 'answer'), ...parts);
}

function arrow(sign: string, word: string): HTMLElement {
  const shown = el('span', 'arrow', sign);
  shown.setAttribute('aria-hidden', 'true');
  return el('span', '', shown, el('span', 'sr', `${word} `));
}

function hexBlock(title: string, hex: string): HTMLElement {
  const size = `${hex.length / 2} bytes`;
  return el('figure', '', el('figcaption', '', `${title}, ${size}`), el('code', 'hex', hex));
}

function note(entry: ShownEntry): string | undefined {
  switch (entry.type) {
    case 'screen': {
      const page = entry.page === null ? '' : ` ${entry.page.index + 1}/${entry.page.count}`;
      return `screen${page}: ${entry.texts.join(' | ') || 'empty'}`;
    }
    case 'press':
      return `press: ${entry.button}`;
    case 'touch':
      return `touch: ${touchWords(entry.touch)}`;
    case 'signing': {
      const { app, outcome } = entry;
      return outcome === 'signed'
        ? `signed by the ${app} app`
        : `refused by the ${app} app: ${entry.reason?.what ?? entry.says}`;
    }
    case 'automation':
      return `automation: ${entry.error}`;
    case 'restart':
      return 'the device was started anew';
    default:
      return undefined;
  }
}

function touchWords({ x, y, seconds, toX, toY }: Touch): string {
  const to = toX === undefined && toY === undefined ? '' : ` to (${toX ?? x}, ${toY ?? y})`;
  return `(${x}, ${y})${to}${seconds === undefined ? '' : `, ${seconds.toFixed(1)} s`}`;
}

all.addEventListener('change', () => list.classList.toggle('all', all.checked));
byId('log-clear', HTMLButtonElement).addEventListener('click', () => {
  cleared = last;
  emptyLog();
});
