import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { parseRecording } from '../../../src/capture/format.js';
import { type Button, isNano, MODELS, type Model } from '../../../src/device.js';
import {
  fontOf,
  home,
  type ReviewFacts,
  react,
  review,
  screenText,
  status,
  type Ui,
  type UiEvent,
} from '../../../src/simulator/screens/ui.js';
import { takeLine } from '../../../src/simulator/screens/wrap.js';
import { contextOf, factsOf, Tally } from './facts.js';

/**
 * Reviews in the recordings of the real firmware, by their screens alone: the rows are read off
 * the screens, fed back, and every recorded screen must come again behind the same gestures.
 * (`test/capture` plays whole recordings, where the rows come from the commands.)
 */
const GOLDEN = new URL('../../golden/', import.meta.url);

type Step = { screen: string[] } | UiEvent;

const compared = new Tally('recordings, screens equal');
const reviews = new Tally('recordings, reviews fed back');
const others = new Tally('recordings, home and status pages equal');
const unreadable = new Tally('recordings, reviews that cannot be read off the screens');

function gesture(text: string): UiEvent {
  const { events } = parseRecording(`# press: ${text}`, 'gesture');
  const [event] = events;
  if (event?.kind === 'touch') return { touch: event.touch };
  return { press: text as Button };
}

function stepsOf(text: string): Step[] {
  const steps: Step[] = [];
  for (const line of text.split('\n')) {
    const screen = /^# screen: ?(.*)$/.exec(line)?.[1];
    const press = /^# press: (.*)$/.exec(line)?.[1];
    if (screen !== undefined) steps.push({ screen: screen.split(' | ') });
    if (press !== undefined) steps.push(gesture(press));
  }
  return steps;
}

function begins({ screen }: { screen: string[] }): boolean {
  return /^Review transaction|^Receive address does$/.test(screen[0]!);
}

function ends({ screen }: { screen: string[] }): boolean {
  return screen.length === 1 && /^(Processing|Transaction rejected)$/.test(screen[0]!);
}

/** From each first page to the screen after the decision, or as far as the recording goes. */
function reviewsIn(steps: readonly Step[]): Step[][] {
  const found: Step[][] = [];
  let current: Step[] | null = null;
  for (const step of steps) {
    if (current === null && 'screen' in step && begins(step)) {
      current = [];
      found.push(current);
    }
    current?.push(step);
    if (current !== null && 'screen' in step && ends(step)) current = null;
  }
  return found;
}

const WIDTH: Readonly<Record<Model, number>> = {
  nanosp: 114,
  nanox: 114,
  stax: 352,
  flex: 416,
  apex_p: 268,
};

/** The value that breaks into these lines: recordings lose the blanks at which lines break. */
function unwrapped(model: Model, lines: readonly string[]): string | null {
  const font = fontOf(model, isNano(model) ? 'small' : 'large');
  for (let blanks = 0; blanks < 1 << Math.max(0, lines.length - 1); blanks++) {
    const value = lines
      .map((line, i) => (i > 0 && (blanks >> (i - 1)) & 1 ? ` ${line}` : line))
      .join('');
    const again: string[] = [];
    for (let at = 0; at < value.length; ) {
      const { end } = takeLine(font, value, at, WIDTH[model]);
      again.push(value.slice(at, end).trim());
      at = end;
    }
    if (again.join('|') === lines.join('|')) return value;
  }
  return null;
}

const TAG =
  /^(Exchange partner|Email|User|Send|Receive|Receive estimated|Fees|Receive address|To .*)$/;

/** Rows of the pair screens: tag, then all lines of the value. */
function rowsOf(model: Model, screens: readonly string[][]): Map<string, string[]> {
  const rows = new Map<string, string[]>();
  for (const screen of screens) {
    if (isNano(model)) {
      const tag = screen[0]!
        .replace(/ \(\d\/\d\)$/, '')
        .replace(/^Receive\.\.\..*/, 'Receive address');
      rows.set(tag, [...(rows.get(tag) ?? []), ...screen.slice(1)]);
      continue;
    }
    let lines: string[] = [];
    for (const line of screen.slice(0, -2)) {
      if (TAG.test(line)) {
        lines = [];
        rows.set(line, lines);
      } else lines.push(line);
    }
  }
  return rows;
}

/** What the review was about, or null when its screens do not tell all of it. */
function readFacts(model: Model, steps: readonly Step[]): ReviewFacts | null {
  const unique = new Map<string, string[]>();
  for (const step of steps) if ('screen' in step) unique.set(step.screen.join('|'), step.screen);
  const screens = [...unique.values()];
  const title = screens.find(([first]) => first!.startsWith('Review transaction'));
  const asked = screens.some(([first]) => first!.startsWith('Sign transaction'));
  if (title === undefined || !asked) return null;
  const sentence = title.join(' ').replace(/ Swipe to review.*/, '');
  const match =
    /to (swap) (.*) to (.*)$|to (sell) (.*) for ?(.*)$|to (fund) account with (.*)$/.exec(sentence);
  const kind = (match?.[1] ?? match?.[4] ?? match?.[7]) as ReviewFacts['kind'] | undefined;
  if (match === null || kind === undefined) return null;
  const other =
    /^(Review|Sign|Reject) transaction|^(Warning|Learn more at|Processing)$|rejected$|^Receive address does$/;
  const pages = screens.filter(([first]) => !other.test(first!));
  const pairs: [string, string][] = [];
  for (const [tag, lines] of rowsOf(model, pages)) {
    const value = unwrapped(model, lines);
    if (value === null || /^To .*\.\.\./.test(tag)) return null;
    pairs.push([tag, value]);
  }
  const from = match[2] ?? match[5] ?? match[8] ?? '';
  return factsOf(kind, from, match[3] ?? match[6] ?? '', pairs);
}

describe('reviews of the recordings', () => {
  const files = readdirSync(GOLDEN, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) =>
      readdirSync(new URL(`${entry.name}/`, GOLDEN))
        .filter((name) => name.endsWith('.apdu'))
        .map((name) => `${entry.name}/${name}`),
    );

  for (const model of MODELS) {
    test(model, () => {
      for (const file of files) {
        const text = readFileSync(new URL(file, GOLDEN), 'utf8');
        if (/^# model: (\S+)/m.exec(text)?.[1] !== model) continue;
        for (const steps of reviewsIn(stepsOf(text))) {
          const facts = readFacts(model, steps);
          if (facts === null) {
            unreadable.add(model);
            continue;
          }
          let ui: Ui = review(contextOf(model), facts);
          for (const step of steps) {
            if (!('screen' in step)) ui = react(ui, step).ui;
            else {
              expect(screenText(ui), file).toEqual(step.screen);
              compared.add(model);
            }
          }
          reviews.add(model);
        }
      }
      expect(reviews.of(model)).toBeGreaterThan(10);
      expect(unreadable.of(model)).toBeLessThan(10);
    });
  }

  test('home and status pages', () => {
    for (const file of files) {
      const text = readFileSync(new URL(file, GOLDEN), 'utf8');
      const model = /^# model: (\S+)/m.exec(text)?.[1] as Model;
      const testBuild = !file.includes('-prod/');
      const context = contextOf(model, testBuild);
      for (const [line] of text.matchAll(
        /(?<=^# screen: )(Exchange|DO NOT|Transaction|Incorr).*$/gm,
      )) {
        if (line.startsWith('Exchange partner')) continue;
        const app = /^Incorrect transaction \| rejected by the \| (.*) app$/.exec(line)?.[1];
        const ui =
          app !== undefined
            ? status(context, { kind: 'refused-by-app', app })
            : line === 'Transaction signed'
              ? status(context, { kind: 'signed' })
              : line === 'Transaction rejected'
                ? status(context, { kind: 'rejected' })
                : line.includes('| Version |')
                  ? ({ kind: 'info', context, page: 0 } as const)
                  : home(context);
        expect(screenText(ui).join(' | '), file).toBe(line);
        others.add(model);
      }
    }
  });

  afterAll(() => {
    reviews.print();
    compared.print();
    others.print();
    unreadable.print();
  });
});
