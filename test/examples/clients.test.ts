/** The clients in examples/, each in its own language, against one server in this process. */
import { readFileSync } from 'node:fs';
import { parser as goParser } from '@lezer/go';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../src/server/node-server.js';
import { ServedDevices } from '../../src/server/served-devices.js';
import { nodeVerifier } from '../../src/simulator/node-verifier.js';
import { playedRecording } from '../capture/golden-recordings.js';
import { EXAMPLES, has, ran } from './tools.js';

/** First bytes of each command and the status word: nine steps, then the coin app has the wire. */
const ANSWERS = [
  'e0030003 9000',
  'e0040003 9000',
  'e0050003 9000',
  'e0060023 9000',
  'e0060013 9000',
  'e0070003 9000',
  'e0080003 9000',
  'e00c0003 9000',
  'Review transaction to swap ETH to BTC',
  'e00f0003 9000',
  'e00a0003 9000',
];

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({
    devices: new ServedDevices({ verifier: nodeVerifier }),
    apiPort: 0,
    gate: { origins: [] },
    version: '0.0.0',
    manage: true,
  });
});
afterAll(() => server.close());

it('swap.apdu plays on the simulator as it was recorded', async () => {
  const { result } = await playedRecording(new URL(`file://${EXAMPLES}swap.apdu`));
  expect(result.compared).toBe(10);
});

it.concurrent('javascript/check-answer.mjs says yes, or what is wrong', async () => {
  const cwd = `${EXAMPLES}javascript`;
  const [right, wrong] = await Promise.all(
    ['right', 'no-dot'].map((name) =>
      ran(process.execPath, ['check-answer.mjs', `../answers/${name}.json`], { cwd }),
    ),
  );
  expect(right).toEqual({ code: 0, out: 'accepted\n', err: '' });
  expect(wrong!.code).toBe(1);
  expect(wrong!.out).toContain('refused: 9d1a at CHECK_TRANSACTION_SIGNATURE');
  expect(wrong!.out).toContain('error SIGNATURE_WITHOUT_DOT_PREFIX: ');
});

describe.concurrent('python', () => {
  const cwd = `${EXAMPLES}python`;

  it('swap.py plays a swap and approves it', async () => {
    const { code, out, err } = await ran('python3', ['swap.py', server.url], { cwd });
    expect([code, err]).toEqual([0, '']);
    expect(out.trimEnd().split('\n')).toEqual(ANSWERS);
  });

  if (has('python3', '-m', 'pytest', '--version')) {
    it('test_swap.py passes with pytest', async () => {
      const env = { EXCHANGE_SIM_URL: server.url };
      const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'test_swap.py'];
      const { code, out } = await ran('python3', args, { cwd, env });
      expect(out).toContain('3 passed');
      expect(code).toBe(0);
    });
  } else {
    it('test_swap.py is Python; pytest is not installed here, so it did not run', async () => {
      const source = 'import ast, sys; ast.parse(open(sys.argv[1]).read())';
      const { code, err } = await ran('python3', ['-c', source, 'test_swap.py'], { cwd });
      expect([code, err]).toEqual([0, '']);
    });
  }
});

describe.concurrent('go', () => {
  const cwd = `${EXAMPLES}go`;

  if (has('go', 'version')) {
    it('swap.go plays a swap and approves it', async () => {
      const args = ['run', 'swap.go', server.url, '../swap.apdu'];
      const { code, out, err } = await ran('go', args, { cwd });
      expect([code, err]).toEqual([0, '']);
      expect(out.trimEnd().split('\n')).toEqual(ANSWERS);
    });
  }

  it(`swap.go is Go${has('go', 'version') ? '' : '; go is not installed here, so it did not run'}`, () => {
    expect(goErrors(readFileSync(`${cwd}/swap.go`, 'utf8'))).toEqual([]);
    expect(goErrors('package main\nfunc main() { x := }\n')).not.toEqual([]);
  });
});

/** Lines in which the text is no Go. */
function goErrors(text: string): number[] {
  const lines: number[] = [];
  goParser.parse(text).iterate({
    enter: ({ type, from }) => {
      if (type.isError) lines.push(text.slice(0, from).split('\n').length);
    },
  });
  return lines;
}
