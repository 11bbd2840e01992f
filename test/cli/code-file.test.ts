import {
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readCode, writeCode } from '../../src/cli/code-file.js';

const CODE = new Map([
  ['a.js', Buffer.from('one')],
  ['b/c.js', Buffer.from('twenty')],
]);

function written(): string {
  const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-code-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'check.code');
  writeCode(file, 'this', CODE);
  expect(readdirSync(folder)).toEqual(['check.code']);
  return file;
}

it('is read as it was written, by its owner', () => {
  const file = written();
  expect(readCode(file, 'this')).toEqual(CODE);
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('is of no use to another build', () => {
  expect(readCode(written(), 'another').size).toBe(0);
});

it('is not believed with any byte wrong, nor cut, nor where there is none', () => {
  const file = written();
  const whole = readFileSync(file);
  for (let at = 0; at < whole.length; at++) {
    const wrong = Buffer.from(whole);
    wrong.writeUInt8(whole.readUInt8(at) ^ 1, at);
    writeFileSync(file, wrong);
    expect(readCode(file, 'this').size, `byte ${at}`).toBe(0);
  }
  writeFileSync(file, whole.subarray(0, -1));
  expect(readCode(file, 'this').size).toBe(0);
  expect(readCode(`${file}x`, 'this').size).toBe(0);
});

it.runIf(process.getuid?.() === 0)('is not believed when somebody else has written it', () => {
  const file = written();
  chownSync(file, 1, 1);
  expect(readCode(file, 'this').size).toBe(0);
});

it('is not written where it cannot be', () => {
  const file = join(written(), 'no-folder.code');
  expect(() => writeCode(file, 'this', CODE)).not.toThrow();
});
