/** Speculos and the HTTP proxy over HTTP: archives of a browser, terminals with curl. */
import { describe, expect, it } from 'vitest';
import { lines, reading, SESSION, whole } from './sample.js';

describe('har', () => {
  interface Call {
    readonly url?: string;
    readonly method?: string;
    readonly sent?: unknown;
    readonly answer?: string | undefined;
    readonly encoding?: string;
    readonly second?: number;
    readonly status?: number;
  }

  const entry = ({ url, method, sent, answer, encoding, second = 0, status }: Call) => ({
    startedDateTime: new Date(Date.UTC(2026, 10, 27, 9, 0, second)).toISOString(),
    request: {
      method: method ?? 'POST',
      url: url ?? 'http://127.0.0.1:5000/apdu',
      ...(sent === undefined ? {} : { postData: { text: JSON.stringify(sent) } }),
    },
    response: {
      status: status ?? 200,
      content: {
        size: 1,
        ...(answer === undefined ? {} : { text: answer }),
        ...(encoding ? { encoding } : {}),
      },
    },
  });
  const archive = (calls: readonly Call[]) =>
    JSON.stringify(
      { log: { version: '1.2', pages: [{ id: 'p' }], entries: calls.map(entry) } },
      null,
      2,
    );

  const calls = SESSION.map(({ command, response }, second) => ({
    sent: { data: command },
    answer: JSON.stringify({ data: response }),
    second,
  }));

  it('in the order in which the requests began; buttons and events are none', () => {
    const noise: Call[] = [
      {
        url: 'http://127.0.0.1:5000/button/both',
        sent: { action: 'press-and-release' },
        answer: '{}',
      },
      { url: 'http://127.0.0.1:5000/events', method: 'GET', answer: '{"events":[]}' },
      { url: 'http://127.0.0.1:5000/apdu', method: 'OPTIONS' },
    ];
    const read = reading(archive([...noise, ...calls.toReversed()]));
    expect(read).toMatchObject(whole('har'));
    expect(read.times[2]).toBe(Date.UTC(2026, 10, 27, 9, 0, 2));
  });

  it('bodies in base64, and the protocol of the HTTP proxy', () => {
    const base64 = calls.map(({ answer, ...call }) => ({
      ...call,
      answer: btoa(answer),
      encoding: 'base64',
    }));
    expect(reading(archive(base64))).toMatchObject(whole('har'));
    const proxy = SESSION.map(({ command, response }, second) => ({
      url: 'http://127.0.0.1:8435/',
      sent: { apduHex: command },
      answer: JSON.stringify({ data: response, error: null }),
      second,
    }));
    expect(reading(archive(proxy))).toMatchObject(whole('har'));
  });

  it('an answer that is not in the archive is lost', () => {
    const lost = calls.map((call, index) =>
      index === 1 ? { ...call, answer: undefined, status: 0 } : call,
    );
    expect(reading(archive(lost))).toMatchObject({
      exchanges: SESSION.map((one, index) => (index === 1 ? { ...one, response: null } : one)),
      problems: [{ what: 'command without an answer: HTTP 0 without an APDU' }],
    });
  });

  it('a response without a status and without a body is no answer', () => {
    const request = { method: 'POST', url: 'http://127.0.0.1/apdu' };
    const postData = { text: JSON.stringify({ data: 'e003000300' }) };
    const entry = { request: { ...request, postData }, response: { content: {} } };
    expect(reading(JSON.stringify({ log: { entries: [entry] } }))).toMatchObject({
      exchanges: [{ command: 'e003000300', response: null }],
      problems: [{ what: 'command without an answer: a response without an APDU' }],
    });
  });

  it('each host is a device; half an archive gives what is whole', () => {
    const other = calls.map((call) => ({ ...call, url: 'http://127.0.0.1:5001/apdu' }));
    const two = archive(calls.flatMap((call, index) => [call, other[index]!]));
    expect(reading(two)).toMatchObject({
      devices: 2,
      exchanges: SESSION.flatMap((one) => [
        { ...one, device: 1 },
        { ...one, device: 2 },
      ]),
    });
    const whole = archive(calls);
    const half = whole.slice(0, whole.indexOf('e00f000300'));
    expect(reading(half)).toMatchObject({
      format: 'har',
      exchanges: SESSION.slice(0, 4),
      problems: [{ what: 'the document ends in the middle of this entry' }],
    });
  });
});

describe('curl', () => {
  const URL = 'http://127.0.0.1:5000/apdu';

  it.each([
    ['single quotes', (hex: string) => `$ curl -s ${URL} -d '{"data":"${hex}"}'`],
    ['escaped quotes', (hex: string) => `C:\\> curl.exe ${URL} -d "{\\"data\\": \\"${hex}\\"}"`],
    [
      'several lines',
      (hex: string) => `curl -X POST \\\n  ${URL} \\\n  --data-raw '{"data": "${hex}"}'`,
    ],
    ['proxy', (hex: string) => `$ curl http://127.0.0.1:8435 -d '{"apduHex":"${hex}"}'`],
    [
      'loud',
      (hex: string) =>
        `$ curl -v ${URL} -d '{"data":"${hex}"}'\n> POST /apdu HTTP/1.1\n< HTTP/1.1 200 OK`,
    ],
  ])('%s', (_, write) => {
    const text = lines(({ command, response }) => [write(command), `{"data": "${response}"}`]);
    expect(reading(text)).toMatchObject(whole('curl'));
  });

  it('answers without a line end, and answers that are printed pretty', () => {
    const prompt = SESSION.map(
      ({ command, response }) => `curl ${URL} -d '{"data":"${command}"}'\n{"data": "${response}"}`,
    ).join('me@here:~$ ');
    expect(reading(prompt)).toMatchObject(whole('curl'));
    const pretty = lines(({ command, response }) => [
      `$ curl -s ${URL} -d '{"data":"${command}"}' | jq`,
      '{',
      `  "data": "${response}"`,
      '}',
    ]);
    expect(reading(pretty)).toMatchObject(whole('curl'));
  });

  const trace = (
    arrow: string,
    body: string,
    write: (part: string, at: number) => string,
    size: number,
  ) => {
    const rows = [`${arrow} data, ${body.length} bytes (0x${body.length.toString(16)})`];
    for (let at = 0; at < body.length; at += size) rows.push(write(body.slice(at, at + size), at));
    return rows;
  };
  const offset = (at: number) => at.toString(16).padStart(4, '0');

  it('--trace-ascii and --trace', () => {
    const ascii = (part: string, at: number) => `${offset(at)}: ${part}`;
    const hex = (part: string, at: number) =>
      `${offset(at)}: ${[...part]
        .map((one) => one.charCodeAt(0).toString(16).padStart(2, '0'))
        .join(' ')
        .padEnd(48)} ${part}`;
    for (const [write, size] of [
      [ascii, 64],
      [hex, 16],
    ] as const) {
      const text = lines(({ command, response }) => [
        '== Info: Connected to 127.0.0.1 port 5000',
        '=> Send header, 128 bytes (0x80)',
        '0000: POST /apdu HTTP/1.1',
        ...trace('=> Send', `{"data":"${command}"}`, write, size),
        '<= Recv header, 17 bytes (0x11)',
        '0000: HTTP/1.1 200 OK',
        ...trace('<= Recv', `{"data": "${response}"}`, write, size),
      ]);
      expect(reading(text)).toMatchObject(whole('curl'));
    }
  });

  it('-v without its command line shows answers only, and says so', () => {
    const text = [
      '*   Trying 127.0.0.1:5000...',
      '> POST /apdu HTTP/1.1',
      '> Content-Length: 21',
      '< HTTP/1.1 200 OK',
      '{"data": "9000"}',
    ].join('\n');
    expect(reading(text)).toMatchObject({
      exchanges: [],
      problems: [
        { at: 0, what: 'no APDU in it' },
        { at: 2, what: expect.stringContaining('curl -v does not show it') },
      ],
    });
  });

  it('nor does the name of a file', () => {
    const text = `$ curl -s ${URL} -d @body.json\n{"data": "9000"}\n`;
    expect(reading(text)).toMatchObject({
      format: 'curl',
      exchanges: [],
      problems: [{ at: 0 }, { at: 1, what: expect.stringContaining('not in the log') }],
    });
  });

  it('a refused connection is no answer', () => {
    const text = `$ curl ${URL} -d '{"data":"e003000300"}'\ncurl: (7) Failed to connect to 127.0.0.1 port 5000\n`;
    expect(reading(text)).toMatchObject({
      exchanges: [{ command: 'e003000300', response: null }],
      problems: [{ at: 1, what: expect.stringContaining('curl: (7)') }],
    });
  });
});

describe('exchanges in JSON', () => {
  it.each([
    ['command and response', (command: string, response: string | null) => ({ command, response })],
    [
      'request and reply',
      (request: string, reply: string | null) => ({ request: `0x${request}`, reply }),
    ],
  ])('%s', (_, entry) => {
    const list = SESSION.map(({ command, response }) => entry(command, response));
    expect(reading(JSON.stringify({ file: 'x', exchanges: list }))).toMatchObject(
      whole('exchanges-json'),
    );
    expect(reading(JSON.stringify(list, null, 2))).toMatchObject(whole('exchanges-json'));
    expect(reading(list.map((one) => JSON.stringify(one)).join('\n'))).toMatchObject(
      whole('exchanges-json'),
    );
  });

  it('a word for the direction, devices, answers that are null', () => {
    const list = [
      { direction: 'out', data: 'e003000300', device: 2 },
      { direction: 'in', data: '9000', device: 2 },
      { command: 'e00f000300', response: null, device: 5 },
    ];
    expect(reading(JSON.stringify(list))).toMatchObject({
      devices: 2,
      exchanges: [
        { command: 'e003000300', response: '9000', device: 1 },
        { command: 'e00f000300', response: null, device: 2 },
      ],
    });
  });
});
