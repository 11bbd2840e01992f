/** Our Speculos client against servers that behave, and that misbehave as Speculos has been seen to. */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../../src/bytes.js';
import { type Device, MODELS, type Model } from '../../src/device.js';
import { DeviceError, InputError } from '../../src/errors.js';
import { outcomeOf } from '../../src/host/flow-step.js';
import { openSpeculos, type SpeculosOptions } from '../../src/transport/speculos.js';
import { requestOf, simulator, stepsOf } from '../host/flow.js';
import { type Faults, fakeSpeculos } from './fake-speculos.js';

const VERSION = fromHex('e002000300');

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function opened(faults: Faults = {}, model: Model = 'nanosp', options: SpeculosOptions = {}) {
  const fake = await fakeSpeculos(simulator(model, 'test'), faults);
  closers.push(() => fake.close());
  const device = await openSpeculos(fake.url, options);
  closers.push(() => device.close());
  return { fake, device };
}

async function serving(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

describe('what is wrong with Speculos', () => {
  it('overlapping commands get each other’s answers: ours wait in one queue', async () => {
    const { fake, device } = await opened({ crossTalk: true });
    const second = await openSpeculos(fake.url);
    closers.push(() => second.close());
    // Two connections to one emulator, four commands at once.
    const answers = await Promise.all([
      device.exchange(VERSION),
      second.exchange(fromHex('e0ff000300')),
      device.exchange(fromHex('00020003')),
      second.exchange(VERSION),
    ]);
    expect(answers.map(toHex)).toEqual(['0404029000', '6d00', '6e01', '0404029000']);
  });

  it('a server that accepts the stream of events and stays silent is not waited for', async () => {
    await expect(opened({ silentEvents: true }, 'nanosp', { requestMs: 1000 })).rejects.toThrow(
      /^http:\/\/127\.0\.0\.1:\d+ does not answer GET \/events\?stream=true/,
    );
    await expect(opened({ halfEvents: true }, 'nanosp', { requestMs: 1000 })).rejects.toThrow(
      /^http:\/\/127\.0\.0\.1:\d+ did not answer in time$/,
    );
  });

  it('a stream that says nothing for longer than a request may take is a good one', async () => {
    const { device } = await opened({}, 'nanosp', { requestMs: 1000 });
    await new Promise((resolve) => setTimeout(resolve, 1200));
    await device.screen.press('right');
    expect(device.screen.current().lines.map(({ text }) => text)).not.toEqual([]);
    const changed = new Promise((resolve) => device.screen.onChange(resolve));
    await device.screen.press('right');
    await changed;
  });

  it('the fake does mix answers up when asked the plain way', async () => {
    const { fake } = await opened({ crossTalk: true });
    const ask = async (data: string) => {
      const answer = await fetch(new URL('/apdu', fake.url), {
        method: 'POST',
        body: JSON.stringify({ data }),
      });
      return ((await answer.json()) as { data: string }).data;
    };
    expect(await Promise.all([ask('e002000300'), ask('e0ff000300')])).toEqual([
      '0404029000',
      '0404029000',
    ]);
  });

  it('every request to /apdu is kept for ever: no more of them than commands', async () => {
    const { fake, device } = await opened();
    for (let i = 0; i < 20; i++) await device.exchange(VERSION);
    await device.screen.press('right');
    await device.screenshot();
    expect([fake.callbacks, device.commands]).toEqual([20, 20]);
  });

  it('a 200 that is cut off is no answer', async () => {
    const { fake, device } = await opened({ cutOff: true });
    const error = await device.exchange(VERSION).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DeviceError);
    expect(String(error)).toMatch(/the answer of http:.* was cut off/);
    fake.faults.cutOff = false;
    expect(toHex(await device.exchange(VERSION))).toBe('0404029000');
  });

  it('a 200 that ends properly with half an answer is none either', async () => {
    const { fake, device } = await opened();
    const url = await serving((request, response) => {
      if (request.url === '/apdu') response.end('{"data": "0404');
      else {
        response.writeHead(307, { location: new URL(request.url ?? '/', fake.url).href });
        response.end();
      }
    });
    const { speculosApi } = await import('../../src/transport/speculos-api.js');
    const api = speculosApi(url);
    closers.push(() => api.close());
    await expect(api.apdu(VERSION)).rejects.toThrow(/cut off/);
    await device.close();
  });

  it('an event comes in two pieces: it is put together', async () => {
    const { device } = await opened({ splitEvents: true });
    const request = requestOf(simulator(), 'SWAP_NG');
    const seen = device.screen.waitFor('Processing');
    expect(outcomeOf(await stepsOf(device, request))).toBe('approved');
    expect((await seen).kind).toBe('processing');
  });

  it('an old release that does not know tick_timeout is asked without', async () => {
    const { fake, device } = await opened({ noTickTimeout: true });
    expect(toHex(await device.exchange(VERSION))).toBe('0404029000');
    expect(toHex(await device.exchange(VERSION))).toBe('0404029000');
    expect(fake.callbacks).toBe(3);
  });

  it('takes RAW! for itself: such a command is not sent', async () => {
    const { fake, device } = await opened();
    await expect(device.exchange(fromHex('5241572100'))).rejects.toThrow(InputError);
    expect(fake.callbacks).toBe(0);
  });
});

describe('screens', () => {
  it('a press is over when the screen has changed, however late that is', async () => {
    const { device } = await opened({ slowScreen: 60 });
    await device.screen.press('right');
    expect(device.screen.current().lines.map((line) => line.text)).toEqual(['App info']);
  });

  it('a review is gone through on a slow screen, page by page', async () => {
    const { device } = await opened({ slowScreen: 15, splitEvents: true });
    const steps = await stepsOf(device, {
      ...requestOf(simulator(), 'SELL_NG'),
      user: 'reject',
    });
    expect(outcomeOf(steps)).toBe('rejected');
    const kinds = steps.at(-1)?.screens.map((screen) => screen.kind);
    expect(kinds).toEqual([
      'title',
      ...Array.from({ length: 5 }, () => 'pair'),
      'approve',
      'reject',
      'status',
    ]);
  });

  it('go on after the stream broke, with what was drawn in between', async () => {
    const { fake, device } = await opened();
    fake.dropStreams();
    const seen = device.screen.waitFor('Quit app', { timeoutMs: 20_000 });
    await fake.simulator.screen.press('right');
    await fake.simulator.screen.press('right');
    expect((await seen).kind).toBe('home');
  });

  it('who waits is told when the emulator goes away', async () => {
    const { fake, device } = await opened();
    const never = expect(device.screen.waitFor('x', { timeoutMs: 20_000 })).rejects.toThrow(
      /went away/,
    );
    await fake.close();
    await never;
    await expect(device.exchange(VERSION)).rejects.toThrow(/nothing listens at/);
  });

  it('a press that changes nothing does not hang', async () => {
    const { device } = await opened();
    await device.screen.press('left');
    expect(device.screen.current().kind).toBe('home');
  });

  it('refuse gestures the model does not have', async () => {
    const nano = await opened();
    await expect(nano.device.screen.touch({ x: 1, y: 1 })).rejects.toThrow(/no touch screen/);
    const stax = await opened({}, 'stax');
    await expect(stax.device.screen.press('both')).rejects.toThrow(/no buttons/);
  });

  it.each(['nanosp', 'flex'] as const)('%s: next and reject work without a host', async (model) => {
    const { device } = await opened({}, model);
    const { answer } = await startReview(device);
    expect((await device.screen.waitFor('Review transaction')).kind).toBe('title');
    await device.screen.next();
    expect(device.screen.current().kind).toMatch(/^pairs?$/);
    await device.screen.reject();
    expect(toHex(await answer)).toBe('6a84');
    expect(device.screen.current().kind).toBe('status');
  });
});

describe('what is at the other end', () => {
  it.each(MODELS)('%s is recognised by its screen, as far as that tells', async (model) => {
    const { device } = await opened({}, model);
    expect(device.model).toBe(model === 'nanox' ? 'nanosp' : model);
  });

  it('a Nano X is one when it is said to be', async () => {
    const { device } = await opened({}, 'nanox', { model: 'nanox' });
    expect(device.model).toBe('nanox');
  });

  it('another model than asked for', async () => {
    const fake = await fakeSpeculos(simulator('stax'));
    closers.push(() => fake.close());
    await expect(openSpeculos(fake.url, { model: 'flex' })).rejects.toThrow(
      /--model: expected stax, found flex: .* emulates a Stax/,
    );
  });

  it('nothing', async () => {
    const url = await serving(() => {});
    closers.pop()?.();
    await expect(openSpeculos(url)).rejects.toThrow(/^nothing listens at http:/);
  });

  it('AirPlay', async () => {
    const url = await serving((_, response) => {
      response.writeHead(403, { server: 'AirTunes/780.50.1' }).end();
    });
    const error = await openSpeculos(url).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(/the AirPlay receiver of macOS listens at/);
    expect((error as DeviceError).hint).toContain('--api-port 5001');
  });

  it.each([
    [
      404,
      '<h1>Not Found</h1>',
      /is not Speculos: GET \/events is answered 404, server "nginx", without a list/,
    ],
    [200, '<h1>It works</h1>', /is not Speculos: GET \/events is answered 200/],
    [200, '{"events": 3}', /is not Speculos/],
  ])('another web server: %i %s', async (status, body, expected) => {
    const url = await serving((_, response) => {
      response.writeHead(status, { server: 'nginx' }).end(body);
    });
    await expect(openSpeculos(url)).rejects.toThrow(expected);
  });

  it('a server that wants a token', async () => {
    const url = await serving((_, response) => response.writeHead(401).end());
    const error = await openSpeculos(url).catch((thrown: unknown) => thrown);
    expect((error as DeviceError).hint).toContain('EXCHANGE_SIM_TOKEN');
  });

  it('a bridge that does not send a command says why itself', async () => {
    const url = await serving((_, response) => {
      response.writeHead(403).end('{"error": "the bridge did not send e0ff0003"}');
    });
    await expect(openSpeculos(url)).rejects.toMatchObject({
      message: expect.stringMatching(/\(403\): the bridge did not send e0ff0003$/),
      hint: undefined,
    });
  });
});

describe('closing', () => {
  it('ends a command that waits for its user', async () => {
    const { device } = await opened();
    const { answer } = await startReview(device);
    const ended = expect(answer).rejects.toThrow(/closed/);
    await device.close();
    await ended;
    await expect(device.exchange(VERSION)).rejects.toThrow(/closed/);
    await device.close();
  });
});

/** Command by command up to the review of a test build, whose nonce never changes. */
async function startReview(device: Device): Promise<{ answer: Promise<Uint8Array> }> {
  const other = simulator('nanosp', 'test');
  const steps = await stepsOf(other, requestOf(other, 'SWAP_NG'));
  const apdus = steps.flatMap((step) => step.exchanges.map(({ apdu }) => apdu));
  const review = apdus.findIndex((apdu) => apdu[1] === 0x0f);
  for (const apdu of apdus.slice(0, review)) await device.exchange(apdu);
  return { answer: device.exchange(apdus[review]!) };
}
