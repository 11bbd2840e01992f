import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOf, utf8 } from '../../../../src/bytes.js';
import { isNano, MODELS, type Model } from '../../../../src/device.js';
import { reviewScreens } from '../../../../src/picture/review-pictures.js';
import { displaySize } from '../../../../src/simulator/screens/display-size.js';
import { contactSheet } from '../../../../src/simulator/screens/draw/contact-sheet.js';
import { framed } from '../../../../src/simulator/screens/draw/framed.js';
import { drawScreen } from '../../../../src/simulator/screens/draw/screen.js';
import { escaped, svgOf } from '../../../../src/simulator/screens/draw/svg.js';
import { layout, type ReviewFacts, react, type Ui } from '../../../../src/simulator/screens/ui.js';

const SWAP: ReviewFacts = {
  kind: 'swap',
  from: 'ETH',
  to: 'BTC',
  partner: 'Test partner',
  send: '0.25 ETH',
  receive: '0.01 BTC',
  fees: '0.00042 ETH',
  estimated: false,
  crossSeedAddress: null,
};

/** Every kind of page a model has. */
function everyPage(model: Model): Ui[] {
  const facts = { ...SWAP, crossSeedAddress: 'W'.repeat(150) };
  const some = { models: [model], home: true };
  const rejected = reviewScreens(facts, { ...some, ending: { kind: 'rejected' } });
  const ending = { kind: 'refused-by-app', app: 'Ethereum' } as const;
  const refused = reviewScreens(facts, { ...some, testBuild: true, ending });
  const [start] = rejected;
  const info = isNano(model)
    ? react(react(start!, { press: 'right' }).ui, { press: 'both' }).ui
    : ({ kind: 'info', context: start!.context, page: 0 } as const);
  return [...rejected, ...refused, info, { kind: 'blank', context: start!.context }];
}

/** Text of an element, entities resolved. */
function textIn(svg: string, element: string): string {
  const text = new RegExp(`<${element}>([^<]*)</${element}>`).exec(svg)?.[1] ?? '';
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&(#?\w+);/g, (_, name: string) => entities[name] ?? '?');
}

/** Elements open and close in order, and nothing but known elements is there. */
function expectWellFormed(svg: string): void {
  const open: string[] = [];
  const names = new Set<string>();
  for (const [, end, name, self] of svg.matchAll(/<(\/?)(\w+)[^<>]*?(\/?)>/g)) {
    names.add(name!);
    if (end === '/') expect(open.pop()).toBe(name);
    else if (self !== '/') open.push(name!);
  }
  expect(open).toEqual([]);
  for (const name of names) expect(['svg', 'title', 'desc', 'path']).toContain(name);
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  for (const [, path] of svg.matchAll(/ d="([^"]*)"/g)) {
    expect(path).toMatch(/^[MmLlHhVvQqCcZz0-9 .e-]+$/);
  }
}

describe.each(MODELS)('%s', (model) => {
  test('every page is drawn at the size of the display, with its text beside it', async () => {
    const kinds = new Set<string>();
    for (const ui of everyPage(model)) {
      const page = layout(ui);
      kinds.add(page.kind);
      const svg = svgOf(await drawScreen(ui));
      expectWellFormed(svg);
      const { width, height } = displaySize(model);
      expect(svg).toContain(`width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`);
      expect(textIn(svg, 'desc').split('\n').join('|')).toBe(
        page.texts.map(({ text }) => text).join('|'),
      );
      expect(textIn(svg, 'title')).not.toBe('');
    }
    const own = isNano(model)
      ? ['pair', 'reject']
      : ['warning', 'pairs', 'details', 'reject-dialog'];
    const all = ['blank', 'home', 'info', 'title', 'approve', 'processing', 'status', ...own];
    expect([...kinds].sort()).toEqual(all.sort());
  });

  test('the same bytes each time', async () => {
    for (const ui of everyPage(model)) {
      expect(svgOf(await drawScreen(ui))).toBe(svgOf(await drawScreen(ui)));
    }
  });

  test('within a device', async () => {
    const [ui] = everyPage(model);
    const screen = await drawScreen(ui!);
    const device = framed(model, screen);
    expect(device.width).toBeGreaterThan(screen.width);
    expectWellFormed(svgOf(device));
  });
});

describe('hostile texts', () => {
  const HOSTILE = [
    '<script>alert(1)</script>',
    '"/></desc><image href="x"/>',
    '&amp;&lt;\'"',
    '\u001b[31mred\u001b[0m',
    'é漢字\u202egnp.\u200f',
    '\ud83d\ude80\ud83d\udc68\u200d\ud83d\udc69',
    'a\bb\fc\nd\re\u0000f\u007fg',
    ']]>',
    '',
  ];

  test.each(MODELS)('are shown as %s shows them and break nothing', async (model) => {
    for (const text of HOSTILE) {
      const bytes = textOf(utf8(text));
      const facts: ReviewFacts = {
        ...SWAP,
        kind: 'fund',
        to: '',
        partner: bytes,
        user: bytes,
        account: bytes,
      };
      for (const ui of reviewScreens(facts, { models: [model] })) {
        const svg = svgOf(await drawScreen(ui));
        expectWellFormed(svg);
        expect(svg).not.toMatch(/<script|<image/);
        expect(svg).toMatch(/^[\n\x20-\x7e]*$/);
      }
    }
  });

  test('any title of a sheet', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (title) => {
        expectWellFormed(svgOf(await contactSheet(title, [])));
      }),
      { numRuns: 50 },
    );
  });

  test('what XML cannot hold becomes a replacement character', () => {
    expect(escaped('a\u0000\u001b\ud800<\ufffe>&"\'\t')).toBe(
      'a\ufffd\ufffd\ufffd&lt;\ufffd&gt;&amp;&quot;&#39;\t',
    );
  });
});
