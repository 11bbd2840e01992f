/** Workflow commands as GitHub reads them: what was written is what arrives, whatever is in it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Annotation,
  annotationLine,
  checkAnnotations,
  stepSummary,
} from '../../src/report/github.js';
import { lineOfField } from '../../src/report/member-line.js';
import { isClean } from '../../src/report/result.js';
import { ALL, GOOD, HOSTILE } from './results.js';

/** As the runner of GitHub takes a line apart. */
function read(line: string) {
  const [, level, properties = '', data = ''] = /^::(\w+) (.*?)::(.*)\n$/.exec(line)!;
  const text = (escaped: string) =>
    escaped.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
  const value = (escaped: string) => text(escaped.replaceAll('%3A', ':').replaceAll('%2C', ','));
  const named = properties.split(',').map((one) => {
    const at = one.indexOf('=');
    return [one.slice(0, at), value(one.slice(at + 1))];
  });
  return { level, ...Object.fromEntries(named), text: text(data) };
}

const nowhere = () => undefined;

describe('an annotation', () => {
  it('is escaped as GitHub wants it', () => {
    const line = annotationLine({
      level: 'error',
      title: 'A: 50 %, b',
      text: 'one\r\ntwo: 100 %, :: three',
      file: 'a,b.json',
      line: 3,
    });
    expect(line).toBe(
      '::error file=a%2Cb.json,line=3,title=A%3A 50 %25%2C b::one%0Atwo: 100 %25, :: three\n',
    );
  });

  it('arrives as it was', () => {
    const text = fc.string({ unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(text, text, text, fc.nat(), (title, words, file, line) => {
        const annotation: Annotation = { level: 'warning', title, text: words, file, line };
        expect(read(annotationLine(annotation))).toEqual({ ...annotation, line: `${line}` });
      }),
    );
  });

  it('is one line with nothing of a terminal in it', () => {
    const all = checkAnnotations(ALL, nowhere).map(annotationLine);
    expect(all.length).toBeGreaterThan(60);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
    for (const line of all) expect(line).toMatch(/^::(error|warning) [^\n\u0000-\u001f]*\n$/);
    expect(annotationLine({ level: 'error', title: HOSTILE, text: HOSTILE })).toContain('\\x1b');
  });
});

describe('what check found', () => {
  it('an error exactly where a case is not clean', () => {
    for (const result of ALL) {
      const levels = checkAnnotations([result], nowhere).map(({ level }) => level);
      expect(levels.includes('error'), JSON.stringify(result.place)).toBe(!isClean(result));
    }
    expect(checkAnnotations([GOOD], nowhere)).toEqual([]);
  });

  it('stands at its file and line; standard input at none', () => {
    const at = (place: { file: string; line?: number }) =>
      checkAnnotations([{ place, problem: 'no' }], () => 7)[0];
    const title = 'NOT_READ: The case could not be read';
    expect(at({ file: 'a.ndjson', line: 3 })).toEqual({
      level: 'error',
      title,
      text: 'no',
      file: 'a.ndjson',
      line: 3,
    });
    expect(at({ file: 'a.json' })).toMatchObject({ file: 'a.json', line: 7 });
    expect(at({ file: '-' })).toEqual({ level: 'error', title, text: 'standard input: no' });
  });
});

describe('where a field stands', () => {
  const json =
    '{\n  "nonce": "00",\n  "providerSig": {\n    "payload": "a",\n    "signature": "b"\n  }\n}';

  it.each([
    ['signature', json, 5],
    ['payload', json, 4],
    ['nonce', json, 2],
    // Inside the payload.
    ['payin_address', json, 4],
    ['response.providerSig.signatures', json, 4],
    [undefined, json, 4],
    ['publicKey', '- flow: swap\n  public_key: 04\n  payload: x\n', 2],
    ['signature', 'HTTP/1.1 200 OK\r\n\r\n{"binaryPayload":"a",\r\n"signature":"b"}', 4],
    ['amount', '{"binaryPayload":"00"}', 1],
    ['signature', 'nothing of it', undefined],
    ['a(b', '{}', undefined],
  ])('%s', (field, text, line) => {
    expect(lineOfField(text, field)).toBe(line);
  });
});

describe('the summary of a step', () => {
  it('is a heading, a sentence and a table', () => {
    const annotations = checkAnnotations([{ place: { file: 'a.json' }, problem: 'no' }], nowhere);
    expect(stepSummary('exchange-sim check', '0 of 1 case is clean', annotations)).toBe(
      [
        '### exchange-sim check',
        '',
        '0 of 1 case is clean',
        '',
        '| | where | what | how |',
        '|---|---|---|---|',
        '| error | a.json | NOT&#95;READ&#58; The case could not be read | no |',
        '',
        '',
      ].join('\n'),
    );
    expect(stepSummary('a', 'b', [])).toBe('### a\n\nb\n\n');
  });

  it('takes no markup from anybody, and stays below what GitHub shows', () => {
    const one: Annotation = { level: 'error', title: '|x| <img> [a](b)', text: '`'.repeat(9999) };
    const text = stepSummary(
      'a',
      'b',
      Array.from({ length: 5000 }, () => one),
    );
    expect(text).not.toMatch(/<img|\[a\]|`/);
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    const rows = text.match(/^\| error/gm)!.length;
    expect(rows).toBeGreaterThan(50);
    expect(text).toContain(`\nand ${5000 - rows} more\n`);
    for (const row of text.split('\n').filter((line) => line.startsWith('| error')))
      expect(row.split(' | ')).toHaveLength(4);
  });
});
