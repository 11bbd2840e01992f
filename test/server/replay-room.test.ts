/** Recordings of clients: played beside everything else, answered in few bytes. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'fflate';
import { expect, it } from 'vitest';
import type { Happening } from '../../src/server/journal.js';
import { LIMITS } from '../../src/server/limits.js';
import { eventsRecorder } from '../../src/server/recordings.js';
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

it('logs of other tools are played, too', async () => {
  const { json } = handler();
  const log = (name: string) =>
    new Uint8Array(readFileSync(new URL(`../golden/logs/files/${name}`, import.meta.url)));
  for (const name of ['usbpcap-sell.pcap', 'gzipped-swap.apdu.gz', 'speculos-swap.log']) {
    const { status, json: result } = await json('POST', '/sim/recording', log(name));
    expect([name, status]).toEqual([name, 200]);
    expect(result).toHaveProperty('exchanges', name.startsWith('usb') ? 10 : 12);
  }
  const none = await json('POST', '/sim/recording', log('btsnoop-refused.log'));
  expect(none).toMatchObject({ status: 400, json: { error: expect.stringMatching(/btsnoop/) } });
});

it('an archive unpacks to no more than its limit', async () => {
  const { json } = handler();
  const bomb = gzipSync(new Uint8Array(2 * LIMITS.unpacked));
  const { status, json: result } = await json('POST', '/sim/recording', bomb);
  expect(status).toBe(400);
  expect(result).toMatchObject({ error: expect.stringMatching(/unpacks to more than 4 MiB/) });
});

it('an answer that is lost is a line; a command that the next one displaced has none', () => {
  const apdu = Uint8Array.of(0xe0, 3, 0, 3, 0);
  const command: Happening = { type: 'command', apdu, from: 'http' };
  const lost = (number: number): Happening => ({ type: 'lost', command: number, error: 'gone' });
  const kinds = (happenings: readonly Happening[]) => {
    const record = eventsRecorder();
    return happenings.flatMap((happening, i) =>
      record({ number: i + 1, at: 0, happening }).map(({ kind }) => kind),
    );
  };
  expect(kinds([command, lost(1)])).toEqual(['command', 'lost']);
  expect(kinds([command, command, lost(1)])).toEqual(['command', 'command']);
});
