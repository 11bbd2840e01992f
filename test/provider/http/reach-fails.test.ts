/** Nobody there, the wrong door, or a way that is not safe. */
import { expect, it } from 'vitest';
import { reaching } from '../../../src/provider/test/chapters/reaching.js';
import { recordRun } from '../../../src/provider/test/index.js';
import { nodeClient } from '../../../src/provider/test/node-client.js';
import { certificate } from './certificate.js';
import { play } from './runs.js';
import { closedPort, httpServer, profileOf, rawServer, tlsServer } from './servers.js';
import { KEY, smallProvider } from './small-provider.js';

const only = (failed: readonly string[], id: string) => expect(failed).toEqual([id]);

it('nothing listens: one failure, and every other rule waits for it', async () => {
  const run = await play(`http://127.0.0.1:${await closedPort()}`, { createOrders: true });
  only(run.failed, 'HTTP_UNREACHABLE');
  expect(run.rule('HTTP_UNREACHABLE').evidence).toContain('refused');
  expect(run.rule('METHOD_WRONG')).toMatchObject({ result: 'notRun' });
  expect(run.rule('JSON_INVALID').why).toContain('HTTP_UNREACHABLE');
  expect(run.journal).toHaveLength(1);
});

it('every endpoint refuses the key of the profile: that is no clean run', async () => {
  const url = await smallProvider();
  const run = await play(url, { profile: { headers: { 'x-api-key': 'of-somebody-else' } } });
  expect(run.rule('HTTP_UNREACHABLE')).toMatchObject({
    result: 'failed',
    severity: 'error',
    evidence: expect.stringContaining('every endpoint refuses the headers of the profile'),
  });
  only(run.errors, 'HTTP_UNREACHABLE');
});

it('another server stands below the URL: none of the endpoints exists', async () => {
  const url = await httpServer((_, response) => {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
  });
  const run = await play(`${url}/elsewhere`, { createOrders: true });
  expect(run.rule('HTTP_UNREACHABLE').evidence).toContain('none of the endpoints exists');
  only(run.errors, 'HTTP_UNREACHABLE');
});

it('what answers is no HTTP', async () => {
  const run = await play(await rawServer('SSH-2.0-OpenSSH_9.2\r\n'), { createOrders: true });
  expect(run.rule('HTTP_PROTOCOL_ERROR')).toMatchObject({ result: 'failed', severity: 'error' });
  only(run.errors, 'HTTP_PROTOCOL_ERROR');
});

it('a certificate nobody signed: told in words, nothing else is blamed', async () => {
  const port = await tlsServer(certificate({ name: 'localhost' }), (_, response) => {
    response.end('{}');
  });
  const run = await play(`https://localhost:${port}`, { createOrders: true });
  expect(run.rule('HTTP_TLS_INVALID').evidence).toContain('self-signed');
  only(run.errors, 'HTTP_TLS_INVALID');
  expect(run.rule('HTTP_NOT_TLS').result).toBe('passed');
  expect(run.rule('PATH_OLD').result).toBe('notRun');
});

it('a valid certificate passes', async () => {
  const own = certificate({ name: 'localhost' });
  const port = await tlsServer(own, (_, response) => {
    response.writeHead(404).end('{}');
  });
  const run = await play(`https://localhost:${port}`, { http: { ca: own.cert } });
  expect(run.rule('HTTP_TLS_INVALID').result).toBe('passed');
});

it('plain HTTP beyond this machine is a warning', async () => {
  const local = await smallProvider();
  const profile = profileOf('http://provider.example', { headers: { 'x-api-key': KEY } });
  const { result } = await recordRun({
    profile,
    product: 'swap',
    chapters: [reaching],
    // The name leads to this machine.
    client: (journal) => nodeClient({ ...profile, url: local }, { journal }),
  });
  expect(result.rules.find(({ id }) => id === 'HTTP_NOT_TLS')).toMatchObject({
    result: 'failed',
    severity: 'warning',
    evidence: expect.stringContaining('plain HTTP'),
  });
});

it('a base URL that ends in a slash must not need two of them', async () => {
  const url = await smallProvider();
  const profile = { headers: { 'x-api-key': KEY } };
  const run = await play(`${url}/`, { profile });
  expect(run.rule('TRAILING_SLASH')).toMatchObject({
    result: 'failed',
    evidence: expect.stringContaining('give it without the slash'),
  });
  const relaxed = await smallProvider({
    enter: (asked) => ({ ...asked, path: asked.path.replace(/^\/\//, '/') }),
  });
  expect((await play(`${relaxed}/`, { profile })).rule('TRAILING_SLASH').result).toBe('passed');
});
