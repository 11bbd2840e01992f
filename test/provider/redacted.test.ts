/** Secrets do not survive, wherever they stand; and a curl line is one command of a shell. */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curlLine, quoted } from '../../src/provider/report/curl.js';
import {
  redactor,
  type ShownExchange,
  secretsOf,
  shownExchange,
} from '../../src/provider/report/redacted.js';
import type { Exchange } from '../../src/provider/test/exchange.js';
import { API_KEY, EMAIL, PROFILE, PUSH_KEY, TOKEN } from './fixtures.js';
import { Journeys } from './support/journeys.js';

/** Only a broken test waits that long. */

const redact = redactor(PROFILE);

describe('redactor', () => {
  it.each([
    [`key ${API_KEY}.`, 'key [hidden].'],
    [`Authorization: Bearer ${TOKEN}`, 'Authorization: [hidden]'],
    [`${TOKEN} ${PUSH_KEY}`, '[hidden] [hidden]'],
    [JSON.stringify({ echo: API_KEY }), '{"echo":"[hidden]"}'],
    [`?k=${encodeURIComponent(API_KEY)}&x`, '?k=[hidden]&x'],
    [`mail ${EMAIL}, o'neil@mail.example.co.uk.`, 'mail [e-mail hidden], [e-mail hidden].'],
    ['to=jane%40example.com&x=1', 'to=[e-mail hidden]&x=1'],
    ['jörg@müller.example', '[e-mail hidden]'],
    ['{"kty":"EC","x":"AA","d":"c2VjcmV0"}', '{"kty":"EC","x":"AA","d":"[private key hidden]"}'],
    [
      '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY----- after',
      '[private key hidden] after',
    ],
    ['-----BEGIN EC PRIVATE KEY-----\nAAAA and cut', '[private key hidden]'],
  ])('%j', (text, shown) => {
    expect(redact(text)).toBe(shown);
  });

  it.each(['nonce 00ff', 'application/json', 'a @ b', '@ledgerhq/x', 'user@localhost', '1e-7'])(
    'leaves %s as it is',
    (text) => expect(redact(text)).toBe(text),
  );

  const message = Buffer.concat([
    Buffer.of(0x0a, EMAIL.length),
    Buffer.from(EMAIL),
    Buffer.from([0x12, 3, 0x42, 0x54, 0x43, 0xff, 0xfb, 0xef]),
  ]);
  it.each([
    ['base64url', message.toString('base64url')],
    ['base64', message.toString('base64')],
    ['base64 in JSON with escaped slashes', message.toString('base64').replaceAll('/', '\\/')],
    ['hex', message.toString('hex')],
    ['cut off', message.toString('base64url').slice(0, -3)],
  ])('finds an address in a signed message, %s', (_, payload) => {
    expect(redact(`{"payload":"${payload}"}`)).toBe('{"payload":"[encoded secret hidden]"}');
  });

  it('finds a key in the middle of something encoded', () => {
    const inside = Buffer.from(`ab header.${TOKEN} and more`).toString('base64');
    expect(redact(`x ${inside} y`)).toBe('x [encoded secret hidden] y');
  });

  it('leaves signed messages without an address, nonces and signatures alone', () => {
    const bytes = fc.uint8Array({ minLength: 18, maxLength: 300 }).map((one) => Buffer.from(one));
    fc.assert(
      fc.property(bytes, fc.constantFrom('hex' as const, 'base64url' as const), (one, form) => {
        const text = one.toString(form);
        expect(redact(text)).toBe(text);
      }),
      { numRuns: 500 },
    );
  });

  it('finds every value in every form inside any text', () => {
    const value = fc.string({ unit: 'grapheme-ascii', minLength: 6, maxLength: 40 });
    fc.assert(
      fc.property(value, fc.string(), fc.string(), (secret, before, after) => {
        const profile = { ...PROFILE, headers: { 'x-key': secret } };
        const shown = redactor(profile)(before + secretsOf(profile).join('|') + after);
        for (const form of secretsOf(profile)) {
          // Unless it is part of what stands in its place.
          if ('[hidden]|[hidden]'.includes(form) || (before + after).includes(form)) continue;
          expect(shown).not.toContain(form);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is quick on long hostile texts', () => {
    const texts = [
      '-----BEGIN PRIVATE KEY-----'.repeat(4000),
      'a.'.repeat(60_000),
      '@'.repeat(100_000),
      '"d":"\\'.repeat(20_000),
    ];
    const started = performance.now();
    for (const text of texts) redact(text);
    // Against a freeze, not a measurement.
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('a shown call', () => {
  const exchange = (body: string): Exchange => ({
    number: 1,
    request: {
      operation: 'quote',
      method: 'POST',
      url: `https://provider.example/quote?token=${TOKEN}`,
      headers: { 'x-api-key': 'wrong-wrong', accept: 'application/json', cookie: 'a=b' },
      body: '{}',
    },
    answer: {
      status: 200,
      headers: { 'set-cookie': 'sid=1', 'x-auth-token': 'abc', server: `me ${API_KEY}` },
      bytes: new Uint8Array(),
      text: body,
      json: undefined,
    },
    at: 0,
    totalMs: 1.6,
  });

  it('hides headers by their names, whatever is in them', () => {
    const shown = shownExchange(exchange('{}'), PROFILE, redact);
    expect(shown).toEqual({
      number: 1,
      request: {
        operation: 'quote',
        method: 'POST',
        url: 'https://provider.example/quote?token=[hidden]',
        headers: [
          ['x-api-key', '[hidden]'],
          ['accept', 'application/json'],
          ['cookie', '[hidden]'],
        ],
        body: '{}',
      },
      answer: {
        status: 200,
        headers: [
          ['set-cookie', '[hidden]'],
          ['x-auth-token', '[hidden]'],
          ['server', 'me [hidden]'],
        ],
        body: '{}',
      },
      milliseconds: 2,
    });
  });

  it.each([3990, 3999, 4000, 65_530, 65_536])(
    'never shows a part of a secret that begins at %i',
    (at) => {
      for (const filler of [
        'x'.repeat(at),
        `${API_KEY}`.repeat(Math.ceil(at / API_KEY.length)).slice(-at),
      ]) {
        const { answer } = shownExchange(exchange(`${filler}${API_KEY}tail`), PROFILE, redact);
        expect(answer!.body).not.toContain(API_KEY.slice(0, 5));
        expect(answer!.body.length).toBeLessThan(4100);
      }
    },
  );
});

describe('a curl line', () => {
  const call = (changes: Partial<ShownExchange['request']>): ShownExchange => ({
    number: 1,
    request: { operation: 'quote', method: 'GET', url: 'http://x/y', headers: [], ...changes },
    milliseconds: 1,
  });

  it.each([
    [{}, 'curl -sS -i http://x/y'],
    [{ method: 'HEAD' }, 'curl -sS -I http://x/y'],
    [{ method: 'OPTIONS' }, 'curl -sS -i -X OPTIONS http://x/y'],
    [{ method: 'POST' }, 'curl -sS -i -X POST http://x/y'],
    [{ method: 'POST', body: '{"a":1}' }, `curl -sS -i http://x/y --data-raw '{"a":1}'`],
    [{ method: 'PUT', body: 'a' }, 'curl -sS -i -X PUT http://x/y --data-raw a'],
    [{ url: 'http://x/y?a=1&b=2' }, `curl -sS -i 'http://x/y?a=1&b=2'`],
    [
      {
        headers: [
          ['X-Api-Key', '[hidden]'],
          ['accept', '*/*'],
          ['host', 'x'],
        ],
      },
      `curl -sS -i http://x/y -H 'X-Api-Key: '"$X_API_KEY" -H 'accept: */*'`,
    ],
  ] as const)('%j', (changes, line) => {
    expect(curlLine(call(changes as Partial<ShownExchange['request']>))).toBe(line);
  });

  it('is read by a shell as it was meant, whatever is in it', () => {
    const text = fc.string({
      unit: fc.constantFrom(...'\'"\\$`!*?~#&|;<>(){}[]\n\t -aé漢'),
      maxLength: 40,
    });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (words) => {
        const script = `printf '%s\\0' ${words.map(quoted).join(' ')}`;
        const out = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
        expect(out).toBe(words.map((word) => `${word}\0`).join(''));
      }),
      { numRuns: 60 },
    );
  });

  it('puts the variable behind the header', () => {
    const line = curlLine(call({ headers: [["x'y", '[hidden]']] }));
    const script = line.replace(/^curl/, "printf '%s|'");
    const out = execFileSync('sh', ['-c', script], { encoding: 'utf8', env: { X_Y: 'a b $c' } });
    expect(out).toBe("-sS|-i|http://x/y|-H|x'y: a b $c|");
  });
});

describe('journeys of a provider that leaks what it can', () => {
  const customer = { email: EMAIL, userId: EMAIL, account: EMAIL };
  const headers = { 'x-api-key': API_KEY, Authorization: `Bearer ${TOKEN}` };
  const secrets = [
    ...secretsOf({ headers, webhook: { listen: '', key: PUSH_KEY } }),
    EMAIL,
    EMAIL.replace('@', '%40'),
    'jane.doe',
  ];

  /** Everything that can be asked for, and what the events tell. */
  async function outputs({ url, get }: Journeys, id: string): Promise<string[]> {
    const journey = await get(`/journey/${id}`);
    const screens = journey.steps.flatMap((step: { screens: { picture: string }[] }) =>
      step.screens.flatMap(({ picture }) => picture ?? []),
    );
    const places = ['/', '/journey', '/backend/orders', '/backend/pushes', '/backend/providers'];
    const paths = [...places, `/journey/${id}`, ...screens];
    const texts = paths.map(async (path) => (await fetch(url + path)).text());
    const ended = new AbortController();
    const { body } = await fetch(`${url}/journey/${id}/events`, { signal: ended.signal });
    const { value } = await body!.getReader().read();
    ended.abort();
    return [...(await Promise.all(texts)), new TextDecoder().decode(value)];
  }

  /** The text, and what its hex and base64 decode to, twice: APDUs hold texts that are encoded. */
  function readings(text: string): string[] {
    const decoded = (one: string) =>
      (one.match(/[\w+/=-]{8,}/g) ?? []).flatMap((word) => [
        Buffer.from(word, 'base64').toString('latin1'),
        Buffer.from(word, 'base64url').toString('latin1'),
        Buffer.from(word, 'hex').toString('latin1'),
      ]);
    const once = decoded(text);
    return [text, ...once, ...once.flatMap(decoded)];
  }

  it.each([
    ['sell', ['ECHO_KEY']],
    ['card', ['STACK_TRACE']],
    ['fund', ['KEY_IN_URL']],
    ['swap', ['ECHO_KEY']],
  ] as const)('%s, %j', async (product, misbehave) => {
    const profile = { headers };
    const settings = { customer };
    const journeys = await Journeys.open({ product, misbehave, profile, settings });
    try {
      const { begin, until, post, provider } = journeys;
      const { id } = await begin({ product, model: 'flex' });
      const { orderId } = await until(id, 'reviewing');
      const path = `/transaction/${orderId}/status`;
      await post(`${path}?note=${encodeURIComponent(EMAIL)}`, { status: EMAIL, email: EMAIL });
      const asked = await outputs(journeys, id);
      await post(`/journey/${id}/approve`);
      for (let minutes = 0; minutes < 5; minutes++) await provider.admin.advance(60);
      await expect.poll(async () => (await journeys.get('/backend/pushes')).total).toBe(3);
      await post(`/journey/${id}/stop`);
      await until(id, 'done', 'failed');
      const all = [...asked, ...(await outputs(journeys, id))];
      expect(all.join('')).toContain('PROCESS_TRANSACTION_RESPONSE');
      expect(all.join('')).toContain('[hidden]');
      if (product !== 'swap') expect(all.join('')).toContain('[e-mail hidden]');
      const read = readings([...new Set(all)].join(' ')).join(' ');
      for (const secret of secrets) expect(read.includes(secret), secret).toBe(false);
    } finally {
      await journeys.close();
    }
  });
});
