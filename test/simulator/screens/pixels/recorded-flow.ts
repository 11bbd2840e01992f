/** Flows recorded with pictures of their screens, and the pages of ours that stand for them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { textOf, utf8 } from '../../../../src/bytes.js';
import type { Model, TextLine } from '../../../../src/device.js';
import type { ReviewFacts } from '../../../../src/simulator/screens/ui.js';

/** A text, or bytes where it is none. */
type Field = string | number | { readonly hex: string };

export interface RecordedScreen {
  readonly n: number;
  /** File in the same folder. */
  readonly picture: string;
  /** What led here: a button, a touch, a tick of 100 ms, a command. */
  readonly pressed: unknown;
  readonly what?: string;
  readonly events: readonly TextLine[];
}

export interface RecordedFlow {
  readonly name: string;
  readonly model: Model;
  readonly build: 'test' | 'production';
  readonly fields?: Readonly<Record<string, Field>>;
  readonly screens: readonly RecordedScreen[];
}

export function readFlow(folder: string, file: string): RecordedFlow {
  return JSON.parse(readFileSync(join(folder, file), 'utf8')) as RecordedFlow;
}

/**
 * What the review of a flow shows: its fields, and what its own screens tell of the rest.
 * @param join what stood between the lines of a long value: nothing, or a line break.
 */
export function factsOf(flow: RecordedFlow, join: '' | '\n'): ReviewFacts | undefined {
  const title = flow.screens.map(({ events }) => textsOf(events).join(' ')).find(isTitle);
  if (title === undefined) return undefined;
  const [, verb = '', from = '', to = ''] =
    /(swap|sell) +(\S.*?) +(?:to|for) +(\S.*?) *(?: Swipe|$)/.exec(title) ??
    /(fund) +account +with +(\S.*?) *(?: Swipe|$)/.exec(title) ??
    [];
  const kind = verb as ReviewFacts['kind'];
  const partner =
    textOfField(flow, 'partner') ?? shown(flow, 'Exchange partner') ?? fundedPartner(flow);
  const fiat = textOfField(flow, 'fiat');
  const known = textOfField(flow, 'from')?.toUpperCase() ?? from;
  const other = kind === 'sell' ? (fiat ?? to) : (textOfField(flow, 'to')?.toUpperCase() ?? to);
  const estimated = shown(flow, 'Receive estimated');
  return {
    kind,
    from: known,
    to: kind === 'fund' ? '' : other,
    partner: partner ?? '',
    email: textOfField(flow, 'email') ?? shown(flow, 'Email') ?? '',
    user: textOfField(flow, 'user') ?? shown(flow, 'User') ?? '',
    send: shown(flow, 'Send') ?? '',
    receive: estimated ?? shown(flow, 'Receive') ?? '',
    account: textOfField(flow, 'account') ?? shown(flow, `To ${partner}`) ?? '',
    fees: shown(flow, 'Fees') ?? '',
    estimated: estimated !== undefined,
    crossSeedAddress: bytesOf(flow.fields?.payout) ?? shown(flow, 'Receive address', join) ?? null,
  };
}

export function textOfField(flow: RecordedFlow, name: string): string | undefined {
  const field = flow.fields?.[name];
  return typeof field === 'string' ? textOf(utf8(field)) : bytesOf(field);
}

function bytesOf(field: Field | undefined): string | undefined {
  return typeof field === 'object' ? Buffer.from(field.hex, 'hex').toString('latin1') : undefined;
}

function textsOf(events: readonly TextLine[]): string[] {
  return events.map((event) => event.text);
}

function isTitle(words: string): boolean {
  return /^Review +transaction/.test(words);
}

const TAGS: readonly string[] = [
  'Exchange partner',
  'Email',
  'User',
  'Send',
  'Receive',
  'Receive estimated',
  'Fees',
  'Receive address',
  'Reject',
  'More',
  'Close',
];

/** The value below a tag: the events up to the next tag, on all pages of a long value. */
function shown(flow: RecordedFlow, tag: string, join = ''): string | undefined {
  const parts: string[] = [];
  const pages = new Set<string>();
  for (const { events } of flow.screens) {
    const texts = textsOf(events);
    const at = texts.findIndex((words) => words === tag || isPartOf(words, tag));
    const page = texts.slice(at).join('\n');
    // What 'More' leads to says it again, and all of it.
    if (at < 0 || pages.has(page) || texts.includes('More')) continue;
    pages.add(page);
    const rest = texts.slice(at + 1);
    const end = rest.findIndex((words) => TAGS.includes(words) || words.startsWith('To '));
    parts.push(...(end < 0 ? rest : rest.slice(0, end)));
    if (texts.includes('Reject')) break;
  }
  return parts.length === 0 ? undefined : parts.join(join);
}

/** `Receive address (2/3)`, or what a Nano makes of it. */
function isPartOf(words: string, tag: string): boolean {
  const [, head = '', tail = ''] = /^(.*?)(?:\.\.\.(.*?))? \(\d+\/\d+\)$/.exec(words) ?? [];
  return head !== '' && tag.startsWith(head) && tag.endsWith(tail);
}

/** Of flows whose fields name none, and whose only tag is shortened. */
const DEFAULT_PARTNERS = ['Test partner', 'Default name'];

function fundedPartner(flow: RecordedFlow): string | undefined {
  const tags = flow.screens.flatMap(({ events }) => textsOf(events));
  const whole = tags.find((words) => words.startsWith('To ') && !/\.\.\.|\(\d/.test(words));
  if (whole !== undefined) return whole.slice(3);
  return DEFAULT_PARTNERS.find((name) => tags.some((words) => isPartOf(words, `To ${name}`)));
}
