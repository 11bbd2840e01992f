/** `check --stream`: one line in, one line out, in order, at once. */
import { describe, expect, it } from 'vitest';
import { FIXTURES, fixture } from '../check/fixtures.js';
import { run } from './command-line.js';

const good = fixture('good-swap-k1');
const bad = fixture('nonce-hex-as-ascii');

async function* lines(...texts: readonly string[]) {
  for (const text of texts) yield Buffer.from(`${text}\n`);
}

interface Verdict {
  readonly id?: string | number;
  readonly line: number;
  readonly verdict: string;
  readonly problem?: string;
  readonly device: { readonly status: string } | null;
  readonly findings: readonly { readonly code: string }[];
}

async function streamed(stdin: AsyncIterable<Uint8Array>, args: readonly string[] = []) {
  const { code, out, err } = await run(['check', '--stream', ...args], { stdin });
  const verdicts = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Verdict);
  return { code, err, verdicts };
}

it('every fixture, in order, with its id', async () => {
  const texts = FIXTURES.map((one) => JSON.stringify(one));
  const { code, verdicts } = await streamed(lines(...texts));
  expect(code).toBe(0);
  expect(verdicts.map(({ id }) => id)).toEqual(FIXTURES.map(({ id }) => id));
  expect(verdicts.map(({ line }) => line)).toEqual(FIXTURES.map((_, at) => at + 1));
  const refused = verdicts.find(({ id }) => id === bad.id);
  expect(refused).toMatchObject({ verdict: 'refused', device: { status: '6a81' } });
  expect(refused?.findings.map(({ code: found }) => found)).toContain('NONCE_HEX_AS_TEXT');
});

it('a bad line is a verdict, and the rest goes on', async () => {
  const ok = JSON.stringify(good);
  const long = `{"payload":"${'A'.repeat(2_000_000)}"}`;
  const { code, verdicts } = await streamed(
    lines(ok, '', 'hello', '{"id":7,"flow":"swap"}', long, '[1]', ok),
  );
  expect(code).toBe(0);
  expect(verdicts.map(({ verdict }) => verdict)).toEqual([
    'accepted',
    ...Array.from({ length: 5 }, () => 'unreadable'),
    'accepted',
  ]);
  expect(verdicts.slice(1, 6).map(({ problem }) => problem)).toEqual([
    expect.stringContaining('line 2: expected a case, found nothing'),
    expect.stringContaining('line 3: expected a JSON object'),
    expect.stringContaining('payload: expected text'),
    expect.stringContaining('line 5: expected a line of at most 1048576 bytes'),
    expect.stringContaining('expected a provider answer or a case'),
  ]);
  expect(verdicts[3]?.id).toBe(7);
});

it('each verdict is there before the next case comes', async () => {
  let out = '';
  async function* waiting() {
    for (let at = 1; at <= 3; at++) {
      expect(out.split('\n').length).toBe(at);
      yield Buffer.from(`${JSON.stringify({ ...good, id: at })}\n`);
    }
  }
  const stdout = {
    write: (text: string) => {
      out += text;
    },
  };
  const { code } = await run(['check', '--stream'], { stdin: waiting(), stdout });
  expect(code).toBe(0);
  expect(out.split('\n').length).toBe(4);
});

describe('exit 2', () => {
  it.each([
    [['--json'], '--stream: expected without --json, found both'],
    [['a', 'b'], '--stream: expected one stream, found 2 files'],
  ])('%j', async (args, words) => {
    const { code, out, err } = await run(['check', '--stream', ...args], { stdin: lines() });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
  });
});
