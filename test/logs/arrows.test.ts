/** Lines with `=>` and `<=`, written in every way that is seen. */
import { describe, expect, it } from 'vitest';
import { lines, reading, SESSION, whole } from './sample.js';

const spaced = (hex: string) => hex.replace(/../g, '$& ').trim();

describe('recordstore', () => {
  const ways: Readonly<Record<string, (arrow: string, hex: string) => string>> = {
    plain: (arrow, hex) => `${arrow} ${hex}`,
    'no blank': (arrow, hex) => `${arrow}${hex}`,
    'many blanks': (arrow, hex) => `   ${arrow}    ${hex}   `,
    'upper case': (arrow, hex) => `${arrow} ${hex.toUpperCase()}`,
    '0x in front': (arrow, hex) => `${arrow} 0x${hex}`,
    'blanks between bytes': (arrow, hex) => `${arrow} ${spaced(hex).toUpperCase()}`,
    'colons between bytes': (arrow, hex) => `${arrow} ${spaced(hex).replaceAll(' ', ':')}`,
    '0x at each byte': (arrow, hex) => `${arrow} ${spaced(hex).replace(/\S+/g, '0x$&')}`,
    'bytes object': (arrow, hex) => `${arrow} b'${hex}'`,
    'bytes of Python': (arrow, hex) => `${arrow} b'${hex.replace(/../g, '\\x$&')}'`,
    'bytearray of Python': (arrow, hex) => `${arrow} bytearray(b"${hex.replace(/../g, '\\x$&')}")`,
    'Buffer of Node': (arrow, hex) => `${arrow} <Buffer ${spaced(hex)}>`,
    'list of numbers': (arrow, hex) => `${arrow} [${[...Buffer.from(hex, 'hex')].join(', ')}]`,
    'other arrows': (arrow, hex) => `${arrow === '=>' ? '→' : '⇐'} ${hex}`,
    columns: (arrow, hex) => `12,${arrow},${hex}`,
    'in quotes': (arrow, hex) => `I ReactNativeJS: 'apdu', '${arrow} ${hex}'`,
    'as HTML': (arrow, hex) => `<li>${arrow.replace('>', '&gt;').replace('<', '&lt;')} ${hex}</li>`,
    'time in front': (arrow, hex) => `2026-11-27 10:00:00,000 ${arrow} ${hex}`,
    'level in front': (arrow, hex) => `[2026-11-27T10:00:00Z DEBUG app] ${arrow} ${hex}`,
    'words behind': (arrow, hex) => `12:00:01.5 ${arrow} ${hex} (12 ms)`,
    quoted: (arrow, hex) => `> ${arrow} ${hex}`,
    coloured: (arrow, hex) => `\u001B[90m[10:00]\u001B[39m \u001B[36m${arrow} ${hex}\u001B[0m`,
  };

  it.each(Object.entries(ways))('%s', (_, write) => {
    const text = lines(({ command, response }) => [write('=>', command), write('<=', response)]);
    expect(reading(text)).toMatchObject(whole('recordstore'));
  });

  it('command and answer on one line, and as a text with escapes', () => {
    const pairs = SESSION.map(({ command, response }) => `=> ${command} <= ${response}`);
    expect(reading(pairs.join('\n'))).toMatchObject(whole('recordstore'));
    const spacedPairs = pairs.map((pair) => pair.replace(/[0-9a-f]{2}(?=[0-9a-f])/g, '$& '));
    expect(reading(spacedPairs.join('\n'))).toMatchObject(whole('recordstore'));
    const escaped = SESSION.map(({ command, response }) => `=> ${command}\\n<= ${response}\\n`);
    expect(reading(`"${escaped.slice(0, 3).join('')}"\n`).exchanges).toEqual(SESSION.slice(0, 3));
    expect(reading('=> e003000300 (a refusal is <= 6a84)\n<= 9000\n').exchanges).toEqual([
      { command: 'e003000300', response: '9000' },
    ]);
  });

  it('in a code fence, with Windows’ line ends, in UTF-16 without a mark', () => {
    const text = `# Issue\r\n\r\n\`\`\`\r\n${lines(({ command, response }) => [
      `=> ${command}\r`,
      `<= ${response}\r`,
    ])}\`\`\`\r\n`;
    expect(reading(text)).toMatchObject(whole('recordstore'));
    const wide = Buffer.from(text, 'utf16le');
    expect(reading(wide)).toMatchObject(whole('recordstore'));
    // Cut in the middle of its last character.
    expect(reading(wide.subarray(0, -1))).toMatchObject(whole('recordstore'));
    const marked = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
    expect(reading(marked)).toMatchObject(whole('recordstore'));
  });

  it('in lines that end in a carriage return alone', () => {
    const text = lines(({ command, response }) => [`=> ${command}`, `<= ${response}`]);
    const returns = text.replaceAll('\n', '\r');
    expect(reading(returns)).toMatchObject({ exchanges: SESSION, problems: [] });
    expect(reading(`${returns}<= 9000\r`).problems).toEqual([
      { at: 2 * SESSION.length + 1, what: 'answer without a command in front of it' },
    ]);
  });

  it('noise with arrows is no APDU', () => {
    const noise = [
      'progress => 12%',
      'a <= b: 12',
      'askAppQuit <= no app',
      '=> quote requested',
      '=>',
      '<=',
      'retries <= 10 of 3',
      'limit <= 5000 ms',
      'total => 10000000',
      'const f = (x) => x + 1;',
      'if (sw <= 0x9000) {',
      'hid-frame => 0101050000000590000000',
    ];
    const text = lines(({ command, response }) => [
      ...noise,
      `=> ${command}`,
      ...noise,
      `<= ${response}`,
    ]);
    expect(reading(text)).toMatchObject(whole('recordstore'));
  });

  it('says what is odd, short or missing, and where', () => {
    const text = [
      '=> e003000300',
      '<= 350a900',
      '=> e00f0003001',
      '<= 9000',
      '=> e003',
      '=> e002000300',
      '<= 0404029000',
      '<= 9000',
    ].join('\n');
    expect(reading(text)).toMatchObject({
      exchanges: [
        { command: 'e003000300', response: null },
        { command: 'e002000300', response: '0404029000' },
      ],
      problems: [
        { at: 1, what: 'command without an answer: the next command cannot be read' },
        { at: 2, what: 'answer with an odd number of hex digits' },
        { at: 3, what: 'command with an odd number of hex digits' },
        { at: 4, what: 'answer without a command in front of it' },
        { at: 5, what: 'command with 2 bytes only' },
        { at: 8, what: 'answer without a command in front of it' },
      ],
    });
  });

  it('what the log leaves out is not guessed', () => {
    const text = '=> <Buffer e0 03 00 03 ... 12 more bytes>\n<= 350aea0c...\n';
    expect(reading(text)).toMatchObject({
      exchanges: [],
      problems: [
        { at: 0 },
        { at: 1, what: 'command with bytes that the log leaves out' },
        { at: 2, what: 'answer with bytes that the log leaves out' },
      ],
    });
  });

  it('no text makes the reader try for ever', () => {
    const endless = ['\\', '\\x', ' ', '0 ', '[', '"', '=> ', 'apdu: ', '00 ', 'a,', '{"'];
    for (const start of ["=> b'", '<= ', '[exchange] => ', '{"data":', 'write: [', 'HID => 0x']) {
      for (const piece of endless) {
        const { exchanges } = reading(`${start}${piece.repeat(20_000)}!\n`);
        expect(exchanges.length).toBeLessThan(2);
      }
    }
  });

  it('half a byte at the end of spaced hex is not dropped', () => {
    expect(reading('=> E0 03 00 03 0\n').problems).toEqual([
      { at: 0, what: 'no APDU in it' },
      { at: 1, what: 'command with an odd number of hex digits' },
    ]);
  });

  it('errors in place of answers', () => {
    const text = [
      '=> e003000300',
      '<= TransportStatusError: Ledger device: UNKNOWN_ERROR (0x6a81)',
      '=> e00f000300',
      'TransportStatusError: Ledger device: Conditions of use not satisfied (0x6985)',
      '=> e002000300',
      'TransportStatusError: of something else (0x6d01)',
      '<= 0404029000',
      '=> e00a000300',
      '<= DisconnectedDeviceDuringOperation: write failed',
      '=> b001000000',
      '<= timeout',
    ].join('\n');
    expect(reading(text)).toMatchObject({
      exchanges: [
        { command: 'e003000300', response: '6a81' },
        { command: 'e00f000300', response: '6985' },
        { command: 'e002000300', response: '0404029000' },
        { command: 'e00a000300', response: null },
        { command: 'b001000000', response: null },
      ],
      problems: [
        { at: 8, what: expect.stringContaining('DisconnectedDeviceDuringOperation') },
        { at: 10, what: expect.stringContaining('timeout') },
      ],
    });
  });

  it('dates', () => {
    const time = (prefix: string) => reading(`${prefix} => e003000300\n`).times[0];
    const noon = Date.UTC(2026, 10, 27, 12);
    expect(time('2026-11-27T12:00:00.250Z')).toBe(noon + 250);
    expect(time('[2026-11-27 12:00:00,250]')).toBe(noon + 250);
    expect(time('2026/11/27 12:00:00')).toBe(noon);
    expect(time('2026-11-27T13:00:00+01:00')).toBe(noon);
    expect(time('12:00:00')).toBeUndefined();
    expect(time('05-26 14:13:39.123')).toBeUndefined();
  });
});

describe('ragger', () => {
  it('console at INFO and at DEBUG; other loggers may repeat it', () => {
    const info = lines(({ command, response }) => [
      `[INFO] ragger.apdu_logger - => ${command}`,
      `[INFO] ragger.apdu_logger - <= ${response}`,
    ]);
    expect(reading(info)).toMatchObject(whole('ragger-console'));
    const debug = lines(({ command, response }) => [
      `[2026-11-27 10:00:00,001][DEBUG] ragger.backend - Exchange: ${command}`,
      `[2026-11-27 10:00:00,001][DEBUG] ragger.apdu_logger - => ${command}`,
      `DEBUG:ledgercomm:=> ${command}`,
      `DEBUG:ledgercomm:<= ${response.slice(0, -4)} ${response.slice(-4)}`,
      `[2026-11-27 10:00:00,002][DEBUG] ragger.apdu_logger - <= ${response}`,
    ]);
    expect(reading(debug)).toMatchObject(whole('ragger-console'));
    expect(reading(debug).times[0]).toBe(Date.UTC(2026, 10, 27, 10, 0, 0, 1));
  });

  it('pads a small status with blanks', () => {
    expect(reading('=> e003000300\n<=  500\n=> e003000300\n<= 350a 500\n').exchanges).toEqual([
      { command: 'e003000300', response: '0500' },
      { command: 'e003000300', response: '350a0500' },
    ]);
  });
});

describe('ledgercomm', () => {
  const log = (prefix: string) =>
    lines(({ command, response }) => [
      `${prefix}=> ${command}`,
      `${prefix}<= ${response.slice(0, -4)} ${response.slice(-4)}`,
    ]);

  it.each(['', 'DEBUG:ledgercomm:', '2026-11-27 10:00:00 ledgercomm '])('%j in front', (prefix) => {
    expect(reading(log(prefix))).toMatchObject(whole('ledgercomm'));
  });

  it('leading zeros of the status are gone, and a closed socket is no answer', () => {
    const text = `${log('')}=> e003000300\n<= 35 52a\n=> e003000300\n<=  0\n`;
    expect(reading(text)).toMatchObject({
      exchanges: [
        ...SESSION,
        { command: 'e003000300', response: '35052a' },
        { command: 'e003000300', response: null },
      ],
      problems: [{ at: 15, what: expect.stringContaining('closed') }],
    });
  });
});

describe('ledgerblue', () => {
  it.each(['HID', '[NFC]', '[BLE]', '[SC]', 'U2F'])('%s', (transport) => {
    const text = lines(({ command, response }) => [
      `${transport} => ${command}`,
      `${transport} <= ${response}`,
      "<= Clear bytearray(b'')",
    ]);
    expect(reading(text)).toMatchObject(whole('ledgerblue'));
  });

  it('bytes objects with the status behind them', () => {
    const text = lines(({ command, response }) => [
      `=> b'${command}'`,
      `<= b'${response.slice(0, -4)}'${response.slice(-4)}`,
    ]);
    expect(reading(text)).toMatchObject(whole('ledgerblue'));
  });

  it('GET RESPONSE after 61xx is an exchange of its own', () => {
    const text = 'HID => e003000300\nHID <= 6122\nHID => 00c0000000\nHID <= 350a9000\n';
    expect(reading(text).exchanges).toEqual([
      { command: 'e003000300', response: '6122' },
      { command: '00c0000000', response: '350a9000' },
    ]);
  });
});
