/** `exchange-sim replay` from standard input, and what `--by-instruction` tolerates. */
import { describe, expect, it } from 'vitest';
import { run } from './command-line.js';

const HEAD = `# model: nanosp
# firmware: 4.4.2
# build: TESTING TEST_PUBLIC_KEY TRUSTED_NAME_TEST_KEY FIXED_TLV_CHALLENGE
`;
const APP_AND_VERSION = '010d45786368616e6765205445535405342e342e32';
/** GET_APP_AND_VERSION as of an OS that says nothing of flags, then GET_VERSION. */
const WITHOUT_FLAGS = `${HEAD}=> b001000000
<= ${APP_AND_VERSION}9000
=> e002000300
<= 0404029000
`;

const piped = (text: string, ...options: string[]) =>
  run(['replay', '-', ...options], {
    stdin: (async function* () {
      yield new TextEncoder().encode(text);
    })(),
  });

describe('replay of standard input', () => {
  it('compares with the simulator', async () => {
    const same = await piped(WITHOUT_FLAGS.replace(`${APP_AND_VERSION}`, `${APP_AND_VERSION}0100`));
    expect(same).toMatchObject({ code: 0, err: '' });
    expect(same.out).toContain('exchanges   2 (2 compared)');
    const { code, out } = await piped(WITHOUT_FLAGS);
    expect(code).toBe(1);
    expect(out).toContain('First difference: -, line 5');
  });

  it('is read once', async () => {
    for (const command of [
      ['replay', '-', '-'],
      ['diff', '-', '-'],
      ['decode', '-', '-'],
      ['import', '-', '-'],
    ]) {
      expect(await run(command)).toEqual({
        code: 2,
        out: '',
        err: 'error: -: standard input can be read once, and was named twice\n',
      });
    }
  });
});

describe('by instruction', () => {
  it('a member that the device adds is said, and is no difference', async () => {
    const { code, out } = await piped(WITHOUT_FLAGS, '--by-instruction', '--json');
    expect(code).toBe(0);
    const report = JSON.parse(out);
    expect(report).toMatchObject({ exchanges: 2, compared: 2, differences: 0 });
    expect(report.files[0].additions).toEqual([
      { number: 1, at: 4, name: 'GET_APP_AND_VERSION', what: 'answer.flags: 00' },
    ]);
    expect((await piped(WITHOUT_FLAGS, '--answers')).code).toBe(1);
  });

  it('what the device leaves out, or says otherwise, is one', async () => {
    const more = WITHOUT_FLAGS.replace(APP_AND_VERSION, `${APP_AND_VERSION}010044`);
    const { code, out } = await piped(more.replace('040402', '040403'), '--by-instruction');
    expect(code).toBe(1);
    expect(out).toContain('answer.version: 4.4.3 → 4.4.2');
    const refused = WITHOUT_FLAGS.replace('0404029000', '6e00');
    const report = await piped(refused, '--by-instruction', '--json');
    expect(JSON.parse(report.out).files[0].differences).toEqual([
      {
        number: 2,
        at: 6,
        name: 'GET_VERSION',
        fields: [
          expect.objectContaining({ field: 'answer', before: expect.stringContaining('6e00') }),
        ],
      },
    ]);
  });

  it('answers that the recording lost are counted and not compared', async () => {
    const lost = WITHOUT_FLAGS.replace('<= 0404029000', '# lost: the answer');
    const { code, out } = await piped(lost, '--by-instruction');
    expect({ code, out }).toEqual({ code: 0, out: expect.any(String) });
    expect(out).toContain('1 without a recorded answer');
  });
});
