/** `Dockerfile`, as far as it can be judged without a container: its linter, and what it starts. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { expect, it } from 'vitest';
import { run } from '../cli/command-line.js';
import { ROOT } from './tools.js';

const content = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
const instructions = DockerfileParser.parse(content).getInstructions();
/** Of the last stage: what an image has. */
const stage = instructions.slice(instructions.findLastIndex((one) => one.getKeyword() === 'FROM'));
const last = (keyword: string) =>
  stage.findLast((one) => one.getKeyword() === keyword)?.getRawArgumentsContent() ?? '';

it('has nothing that its linter finds', () => {
  expect(validate(content)).toEqual([]);
  expect(validate('FROM node\nEXPOSE nowhere\n')).not.toEqual([]);
});

it('is nobody’s root, and says whether it lives', () => {
  expect(last('USER')).toBe('node');
  expect(last('HEALTHCHECK')).toContain('http://127.0.0.1:5000/');
  expect(last('EXPOSE')).toBe('5000');
});

it('starts a command that is there, and asks for its token', async () => {
  const [command, ...args] = JSON.parse(last('ENTRYPOINT'));
  expect(command).toBe('exchange-sim');
  const installs = stage.find((one) => /npm install/.test(one.getRawArgumentsContent() ?? ''));
  // npm takes no notice of --omit for a global package.
  expect(installs?.getRawArgumentsContent()).toMatch(/^npm install --omit=optional (?!.*--global)/);
  expect(last('ENV')).toContain('/node_modules/.bin:$PATH');
  const started = await run([...args, ...JSON.parse(last('CMD'))]);
  expect(started.code).toBe(2);
  expect(started.err).toContain('/run/secrets/exchange-sim-token');
});

it('is given what it builds from, and no more', () => {
  const kept = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n').filter(Boolean);
  expect(kept[0]).toBe('*');
  for (const line of kept.slice(1)) expect(existsSync(join(ROOT, line.slice(1))), line).toBe(true);
  const { files } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const packed = (files as string[]).filter((path) => /^[\w-]+$/.test(path) && path !== 'dist');
  expect(kept).toEqual(expect.arrayContaining(packed.map((path) => `!${path}`)));
});
