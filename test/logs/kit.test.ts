/** The Device Management Kit in all generations: in Ledger Live, on its own, on a console. */
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { encodeHidReports } from '../../src/apdu/hid-frames.js';
import { fromHex, toHex } from '../../src/bytes.js';
import { reading, type Sample, SESSION, whole } from './sample.js';

/** What the kit hands to its loggers. */
interface Said {
  readonly tag: string;
  readonly message: string;
  readonly data?: unknown;
}

const NOISE: readonly Said[] = [
  { tag: '[IntentQueueService]', message: 'Enqueueing intent', data: { type: 'send-apdu' } },
  { tag: '[SpeculosTransport]', message: 'Hex Response: 010d9000' },
  { tag: '[device-session]', message: '[sendCommand] getAppAndVersion' },
];

/** 0.7: bytes as data, reports around them. */
const first = (sending: string, bytes: (hex: string) => unknown): Said[] =>
  SESSION.flatMap(({ command, response }) => [
    ...NOISE,
    { tag: 'apdu-sender', message: sending, data: { apdu: bytes(command) } },
    ...encodeHidReports(fromHex(command), 0x61a8).map((report) => ({
      tag: 'WebHidDeviceConnection',
      message: 'Sending Frame',
      data: { frame: bytes(toHex(report)) },
    })),
    ...encodeHidReports(fromHex(response), 0x61a8).flatMap((report) => [
      { tag: 'apdu-receiver', message: 'Received Frame', data: { frame: bytes(toHex(report)) } },
      {
        tag: 'ApduReceiverService',
        message: 'handle frame',
        data: { frame: bytes(toHex(report)) },
      },
    ]),
    {
      tag: 'WebHidDeviceConnection',
      message: 'Received APDU Response',
      data: {
        response: { statusCode: bytes(response.slice(-4)), data: bytes(response.slice(0, -4)) },
      },
    },
  ]);

/** 0.9: text, by the session alone. */
const second: Said[] = SESSION.flatMap(({ command, response }) => [
  ...NOISE,
  { tag: 'device-session', message: `[exchange] => ${command}` },
  { tag: 'device-session', message: `[exchange] <= ${response}` },
]);

const announced = (command: string): Said => ({
  tag: '[device-session]',
  message: `[will send APDU] ~...> ${command}`,
});
const sent = (command: string): Said => ({
  tag: '[WebHidApduSender]',
  message: `[exchange] => ${command}`,
});
const answered = ({ command, response }: Sample, sessionId: string): Said[] => [
  { tag: '[WebHidApduSender]', message: `[exchange] <= ${response}` },
  {
    tag: '[device-session]',
    message: `[exchange] <= ${response}`,
    data: { type: 'apdu-exchange', sessionId, apdu: command, response },
  },
];

/** 1.x: the session before, the transport, the session again with everything. */
const third: Said[] = SESSION.flatMap((exchange) => [
  ...NOISE,
  announced(exchange.command),
  sent(exchange.command),
  ...answered(exchange, 'one'),
]);

/** Ways to spell bytes in JSON. */
const SPELLINGS: Readonly<Record<string, (hex: string) => unknown>> = {
  exporter: (hex) => ({
    hex: `0x${hex}`,
    readableHex: hex.replace(/../g, '$& ').trim(),
    value: 'x',
  }),
  'typed array': (hex) => Object.fromEntries([...fromHex(hex)].map((byte, at) => [at, byte])),
  Buffer: (hex) => ({ type: 'Buffer', data: [...fromHex(hex)] }),
  list: (hex) => [...fromHex(hex)],
  hex: (hex) => hex,
};

const DATE = '2026-11-27T12:00:00.000Z';

function exporter(said: readonly Said[]): string {
  return JSON.stringify(
    said.map(({ tag, message, data }) => ({
      level: 'Debug',
      message,
      options: { tag, ...(data === undefined ? {} : { data }), date: DATE },
    })),
    null,
    2,
  );
}

function subscriber(said: readonly Said[]): string {
  return said
    .map(({ tag, message, data }, index) =>
      JSON.stringify({
        level: 4,
        message,
        options: { timestamp: Date.parse(DATE) + index, tag, data },
      }),
    )
    .join('\n');
}

function live(said: readonly Said[], type = (_: Said) => 'live-dmk-logger'): string {
  const entries = said.map((one, logIndex) => ({
    logIndex,
    timestamp: DATE,
    type: type(one),
    level: 'debug',
    message: one.message,
    data: { timestamp: Date.parse(DATE), level: 4, tag: one.tag, data: one.data },
  }));
  return JSON.stringify(entries.toReversed(), null, 2);
}

function consoleOf(said: readonly Said[], prefix = ''): string {
  return said
    .map(({ tag, message, data }) => {
      const object = data === undefined ? '' : ` ${inspect(data)}`;
      return `${prefix}${tag.startsWith('[') ? tag : `[${tag}]`} ${message}${object}`;
    })
    .join('\n');
}

describe('each generation in each container', () => {
  const generations: Readonly<Record<string, readonly Said[]>> = {
    '0.9': second,
    '1.x': third,
    ...Object.fromEntries(
      Object.entries(SPELLINGS).flatMap(([name, bytes]) => [
        [`0.7, ${name}`, first('Sending APDU', bytes)],
        [`0.8, ${name}`, first('[sendApdu]', bytes)],
      ]),
    ),
  };

  it.each(Object.entries(generations))('%s', (_, said) => {
    expect(reading(exporter(said))).toMatchObject(whole('dmk-json'));
    expect(reading(subscriber(said))).toMatchObject(whole('dmk-lines'));
    expect(reading(live(said))).toMatchObject(whole('ledger-live-json'));
    const named = (one: Said) => `DMK[${one.tag.replace(/[[\]]/g, '')}]`;
    expect(reading(live(said, named))).toMatchObject(whole('ledger-live-json'));
  });

  it.each([
    ['0.9', second],
    ['1.x', third],
    ['0.7', first('Sending APDU', fromHex)],
    ['0.7 with hex', first('Sending APDU', (hex) => hex)],
  ])('console, %s', (_, said) => {
    expect(reading(consoleOf(said))).toMatchObject(whole('dmk-console'));
    expect(reading(consoleOf(said, 'index.js:12 '))).toMatchObject(whole('dmk-console'));
  });

  it('console of a browser that prints objects on one line or not at all', () => {
    const chrome = third
      .map(({ tag, message, data }) => `${tag} ${message} ${data ? JSON.stringify(data) : ''}`)
      .join('\n');
    expect(reading(chrome)).toMatchObject(whole('dmk-console'));
    const logcat = consoleOf(third)
      .split('\n')
      .map((line) => `05-26 14:13:39.123  1234  5678 I ReactNativeJS: ${line}`)
      .map((line) => line.replace(/(\[[\w-]+\]) (\[[^{]*[^{ ])/, "'$1', '$2',"))
      .join('\n');
    expect(reading(logcat)).toMatchObject(whole('dmk-console'));
    const closed = third.map(
      ({ tag, message, data }) => `${tag} ${message}${data ? ' Object' : ''}`,
    );
    expect(reading(closed.join('\n'))).toMatchObject(whole('dmk-console'));
  });
});

describe('two devices at once', () => {
  const said = SESSION.flatMap((exchange) => [
    announced(exchange.command),
    announced(exchange.command),
    sent(exchange.command),
    sent(exchange.command),
    ...answered(exchange, 'two'),
    ...answered(exchange, 'one'),
  ]);

  it.each([
    ['dmk-json', exporter(said)],
    ['ledger-live-json', live(said)],
    ['dmk-console', consoleOf(said)],
  ])('%s', (format, text) => {
    const read = reading(text);
    expect(read).toMatchObject({ format, devices: 2, problems: [] });
    for (const device of [1, 2]) {
      expect(read.exchanges.filter((one) => one.device === device)).toEqual(
        SESSION.map((one) => ({ ...one, device })),
      );
    }
  });

  it('the device that falls silent is the one whose answer was lost', () => {
    const lost = [
      ...said,
      announced('e003000300'),
      announced('e00a000300'),
      ...answered({ command: 'e00a000300', response: '9000' }, 'two'),
      announced('e002000300'),
      ...answered({ command: 'e002000300', response: '0404029000' }, 'two'),
    ];
    const silent = reading(exporter(lost)).exchanges.filter(({ response }) => response === null);
    // "two" has answered first and is device 1.
    expect(silent).toEqual([{ command: 'e003000300', response: null, device: 2 }]);
  });
});

describe('what a log does not say', () => {
  it('a lost answer: only the session has seen the command', () => {
    const lost = [...third, announced('e00a000300')];
    for (const text of [exporter(lost), subscriber(lost), live(lost), consoleOf(lost)]) {
      expect(reading(text)).toMatchObject({
        exchanges: [...SESSION, { command: 'e00a000300', response: null }],
        problems: [{ what: 'command without an answer' }],
      });
    }
  });

  it('the same command again after a lost answer', () => {
    const again = [
      announced('b001000000'),
      announced('b001000000'),
      ...answered({ command: 'b001000000', response: '9000' }, 'one'),
    ];
    expect(reading(exporter(again)).exchanges).toEqual([
      { command: 'b001000000', response: null },
      { command: 'b001000000', response: '9000' },
    ]);
  });

  it('a log that begins behind a command', () => {
    expect(reading(exporter(third.slice(NOISE.length + 2)))).toMatchObject(whole('dmk-json'));
  });

  it('the tracer has answers only: the commands are those of the kit', () => {
    const tracer = (one: Said) =>
      one.message.startsWith('[exchange]') ? 'live-dmk-tracer' : 'live-dmk-logger';
    const said = SESSION.flatMap(({ command, response }) => [
      { tag: 'apdu-sender', message: '[sendApdu]', data: { apdu: { hex: `0x${command}` } } },
      { tag: '', message: `[exchange] <= ${response}` },
    ]);
    expect(reading(live(said, tracer))).toMatchObject(whole('ledger-live-json'));
  });

  it('kit and tracer, one witness', () => {
    const type = (one: Said) => (one.tag === 'tracer' ? 'live-dmk-tracer' : 'live-dmk-logger');
    const kit = first('Sending APDU', SPELLINGS.exporter!);
    const said = kit.flatMap((one) => {
      const sends = one.message === 'Sending APDU';
      const comes = one.message === 'Received APDU Response';
      const index = kit.filter(({ message }) => message === one.message).indexOf(one);
      if (sends)
        return [{ tag: 'tracer', message: `[exchange] => ${SESSION[index]!.command}` }, one];
      return comes
        ? [one, { tag: 'tracer', message: `[exchange] <= ${SESSION[index]!.response}` }]
        : [one];
    });
    expect(reading(live(said, type))).toMatchObject(whole('ledger-live-json'));
  });

  it('bytes that the first builds did not write as hex are said, with their line', () => {
    const text = [
      { type: 'live-dmk-tracer', message: '[exchange] => \uFFFD\u0003\u0000' },
      { type: 'live-dmk-tracer', message: '[exchange] <= \uFFFD\u0000' },
      { type: 'live-dmk-tracer', message: '[exchange] => e003000300' },
      { type: 'live-dmk-tracer', message: '[exchange] <= 9000' },
    ]
      .map((entry) => JSON.stringify(entry))
      .join('\n');
    expect(reading(text)).toMatchObject({
      exchanges: [{ command: 'e003000300', response: '9000' }],
      problems: [
        { at: 1, what: 'command with bytes that were not written as hex' },
        { at: 2, what: 'answer with bytes that were not written as hex' },
      ],
    });
  });

  it('an exporter that could not write the bytes', () => {
    const said = [
      { tag: 'apdu-sender', message: 'Sending APDU', data: { apdu: '[Circular]' } },
      {
        tag: 'x',
        message: 'Received APDU Response',
        data: { response: { statusCode: { hex: '0x9000' }, data: { hex: '0x' } } },
      },
    ];
    expect(reading(exporter(said)).problems).toMatchObject([
      { what: 'command with bytes that were not written as hex' },
      { what: 'answer without a command in front of it' },
    ]);
  });
});
