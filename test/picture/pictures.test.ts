/** The pictures of docs/pictures, drawn again: the same bytes on every machine. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isNano, MODELS } from '../../src/device.js';
import { renderReview, reviewScreens } from '../../src/picture/review-pictures.js';
import { pictureOf, sheetOf } from '../../src/picture/screen-files.js';
import type { ReviewFacts } from '../../src/simulator/screens/ui.js';
import { factsOf, readFlow } from '../simulator/screens/pixels/recorded-flow.js';
import { decodedPng } from './decoded-png.js';

const FOLDER = new URL('../../docs/pictures/', import.meta.url);

interface Review {
  readonly name: string;
  readonly title: string;
  readonly facts: ReviewFacts;
}

const reviews = JSON.parse(readFileSync(new URL('reviews.json', FOLDER), 'utf8')) as Review[];

test.each(reviews)('$name is what is drawn', async ({ name, title, facts }) => {
  const png = await pictureOf(await sheetOf(title, reviewScreens(facts)), 'png');
  // If this differs on purpose: npm run generate pictures, and look at them.
  expect(Buffer.compare(Buffer.from(png), readFileSync(new URL(`${name}.png`, FOLDER)))).toBe(0);
});

test('a long address has all its pages, the whole value too', async () => {
  const { facts } = reviews.find(({ name }) => name === 'long-address')!;
  const screens = await renderReview(facts, { format: 'json', models: ['nanosp', 'stax'] });
  expect(
    screens.map(({ model, kind, page }) => `${model} ${kind} ${page?.number}/${page?.count}`),
  ).toMatchInlineSnapshot(`
    [
      "nanosp title 1/13",
      "nanosp pair 2/13",
      "nanosp pair 3/13",
      "nanosp pair 4/13",
      "nanosp pair 5/13",
      "nanosp pair 6/13",
      "nanosp pair 7/13",
      "nanosp pair 8/13",
      "nanosp pair 9/13",
      "nanosp pair 10/13",
      "nanosp pair 11/13",
      "nanosp approve 12/13",
      "nanosp reject 13/13",
      "stax warning 1/4",
      "stax title 1/4",
      "stax pairs 2/4",
      "stax pairs 3/4",
      "stax details 3/4",
      "stax approve 4/4",
    ]
  `);
});

test.each(MODELS)('PNG files of a review on %s are pictures of the emulator', async (model) => {
  const folder = fileURLToPath(new URL(`../golden/pictures/${model}`, import.meta.url));
  const flow = readFlow(folder, 'page-signed-swap.json');
  const files = await renderReview(factsOf(flow, '')!, { format: 'png', models: [model] });
  const theirs = flow.screens.map(({ picture }) => decodedPng(readFileSync(join(folder, picture))));
  const own = files.map(({ data }) => decodedPng(Buffer.from(data as Uint8Array)));
  // The recording goes on to the signature without the page that rejects.
  const count = isNano(model) ? own.length - 1 : own.length;
  expect(count).toBeGreaterThan(2);
  for (let i = 0; i < count; i++) {
    expect(
      Buffer.compare(Buffer.from(own[i]!.pixels.buffer), Buffer.from(theirs[i]!.pixels.buffer)),
    ).toBe(0);
  }
});

test('files of a review are named by model, number and kind', async () => {
  const { facts } = reviews[0]!;
  const files = await renderReview(facts, { format: 'text', models: ['apex_p'] });
  expect(files).toEqual([
    {
      name: 'apex_p-01-title.txt',
      data: 'Review transaction to\nswap ETH to BTC\nSwipe to review\nReject\n1 of 3\n',
    },
    {
      name: 'apex_p-02-pairs.txt',
      data: 'Exchange partner\nTest partner\nSend\n0.25 ETH\nReceive\n0.01 BTC\nFees\n0.00042 ETH\nReject\n2 of 3\n',
    },
    {
      name: 'apex_p-03-approve.txt',
      data: 'Sign transaction to\nswap ETH to BTC?\nReject\n3 of 3\nHold to sign\n',
    },
  ]);
});
