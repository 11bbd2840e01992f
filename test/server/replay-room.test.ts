/** Recordings of clients: played beside everything else, answered in few bytes. */
import { expect, it } from 'vitest';
import { LIMITS } from '../../src/server/limits.js';
import { handler } from './handler.js';

const DIFFERS = '=> e003000300\n<= 6a80\n';
const most = (lines: string) => lines.repeat(Math.floor(LIMITS.recording / lines.length));

it('a megabyte of differences leaves the server to others, and is answered in short', async () => {
  const { send, json } = handler();
  const response = await send('POST', '/sim/recording', most(DIFFERS));
  expect(response.status).toBe(200);
  let answered = 0;
  const text = response.text();
  let over = false;
  void text.then(() => {
    over = true;
  });
  while (!over) {
    expect((await json('GET', '/health')).status).toBe(200);
    answered++;
    await new Promise((resolve) => setTimeout(resolve));
  }
  expect(answered).toBeGreaterThan(5);
  const count = Math.floor(LIMITS.recording / DIFFERS.length);
  const result = JSON.parse(await text) as { mismatches: { line: number }[] };
  expect(result).toMatchObject({ exchanges: count, compared: count, mismatchCount: count });
  expect(result.mismatches.map(({ line }) => line)).toEqual(
    Array.from({ length: 100 }, (_, i) => 2 * i + 2),
  );
  expect(result.mismatches[0]).toEqual({
    line: 2,
    command: 'START_NEW_TRANSACTION',
    expected: '6a80',
    actual: expect.stringMatching(/^[0-9a-f]{64}9000$/),
    why: expect.stringMatching(/The simulator answered 9000/),
  });
});

it('a line far longer than any answer comes back cut', async () => {
  const { json } = handler();
  const { json: result } = await json('POST', '/sim/recording', `=> e0\n<= ${'00'.repeat(9000)}\n`);
  const { mismatches } = result as { mismatches: { expected: string }[] };
  expect(mismatches[0]?.expected).toBe(`${'0'.repeat(2000)}…`);
});

it('four at a time; one whose client has gone makes room', async () => {
  const { send } = handler();
  const text = most(DIFFERS);
  const playing = await Promise.all(
    Array.from({ length: 4 }, () => send('POST', '/sim/recording', text)),
  );
  const fifth = await send('POST', '/sim/recording', text);
  expect([fifth.status, await fifth.json()]).toEqual([
    503,
    { error: '4 recordings are being played already' },
  ]);
  await playing[0]?.body?.cancel();
  const sixth = await send('POST', '/sim/recording', text);
  expect(sixth.status).toBe(200);
  for (const response of [...playing.slice(1), sixth]) await response.body?.cancel();
});

it.each(['', '# name: nothing\n', '# a note\n\n'])('%j is no recording', async (text) => {
  const { json } = handler();
  expect(await json('POST', '/sim/recording', text)).toEqual({
    status: 400,
    json: { error: 'recording: expected a recording with => and <= lines, found none' },
  });
});

it('many directives are read in no time', async () => {
  const { json } = handler();
  const text = most('# press: left\n').slice(0, LIMITS.recording / 2);
  const { json: result } = await json(
    'POST',
    '/sim/recording',
    `${text}\n${most('# cut: x\n').slice(0, LIMITS.recording / 2 - 20)}\n`,
  );
  expect(result).toMatchObject({ exchanges: 0, mismatchCount: 0 });
});
