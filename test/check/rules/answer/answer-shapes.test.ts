/**
 * Answers as clients, logs, gateways and languages leave them (test/golden/cases/22-shapes): what is
 * read from each, and what is said of it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../../../src/bytes.js';
import { documentsOf } from '../../../../src/check/answer/documents.js';
import { readCase } from '../../../../src/check/answer/read-case.js';
import { check } from '../../../../src/check/check.js';
import { decodeText } from '../../../../src/codec/text.js';
import { InputError } from '../../../../src/errors.js';
import { KEYS } from '../../cases.js';

const FOLDER = fileURLToPath(new URL('../../../golden/cases/22-shapes/', import.meta.url));
const KEY = {
  publicKey:
    '042aa7fb5df12a4452c1994bf103a3ceff3037180c52a34fcb9b52a9f60944b9719ecf09acc342c05dd70ecb9ab562563cb83412a454abed5984d064f84ef71db4',
  curve: 'secp256k1',
} as const;

/** Codes found, or the sentence of the error. */
const EXPECTED: Readonly<Record<string, readonly string[] | RegExp>> = {
  '00-answer.json': [],
  '02-result-wrapper.json': ['ANSWER_WRAPPED'],
  '04-body-string.json': [],
  '06-array.json': [],
  '08-binaryPayload.json': [],
  '10-binaryPayload-asciihex.json': [],
  '11b-providerSig-compact-string.json': ['PAYLOAD_IS_COMPACT_JWS'],
  '13-providerSig-array.json': ['ANSWER_MEMBER_TYPE'],
  '15-caps.json': ['ANSWER_MEMBER_NAME'],
  '17-payload-null.json': ['PAYLOAD_MISSING'],
  '18b-no-providerSig.json': ['PAYLOAD_MISSING'],
  '20-error-html.txt': /found an HTML page \("502 Bad Gateway"\)/,
  '22-curl-i-h2.txt': [],
  '24-curl-i-proxy.txt': [],
  '26-httpie.txt': [],
  '28-har.json': [],
  '29b-req-res-strings.json': [],
  '31-python-repr.txt': [],
  '33-bom.json': [],
  '35-log-prefix.txt': [],
  '37-nonce-as-number.json': /nonce: expected text .*, found a number/,
  '39-nonce-HEX.json': [],
  '39c-nonce-list.json': [],
  '40-flow-upper.json': [],
  '42-flow-card.json': ['CASE_CONTRADICTED'],
  '43-curve-P-256K.json': [],
  '45-cal-partner.json': [],
  '47-sdk-event.json': [],
  '49-yaml.yaml': [],
  '51-xml.txt': /expected the JSON answer of a provider, found XML/,
  '53-urlenc.txt': ['ANSWER_NOT_JSON'],
  '55-duplicate-keys.json': ['ANSWER_REPEATED_MEMBER'],
  '57-utf16.json': [],
  '59-two-json.txt': [],
};

/** About amounts of a request: `request-amounts.test.ts`. */
const REQUESTS = /^req-/;

async function judged(text: string, name: string, options: object = { flow: 'swap', ...KEY }) {
  const [document, ...more] = await documentsOf(text, { name, isYaml: /\.ya?ml$/.test(name) });
  expect(more).toEqual([]);
  const read = readCase(document!.value, name, options, document!.noticed);
  return { read, verdict: check(read) };
}

const codesOf = ({ findings }: { findings: readonly { code: string }[] }) => [
  ...new Set(findings.map(({ code }) => code)),
];

describe('each shape', () => {
  const files = readdirSync(FOLDER).filter((name) => !REQUESTS.test(name));

  it.each(files)('%s', async (name) => {
    const expected = EXPECTED[name];
    const text = decodeText(readFileSync(join(FOLDER, name)));
    if (expected instanceof RegExp) {
      await expect(judged(text, name)).rejects.toThrow(InputError);
      await expect(judged(text, name)).rejects.toThrow(expected);
      return;
    }
    const { verdict } = await judged(text, name);
    expect(codesOf(verdict)).toEqual(expected);
    const wanted = expected?.includes('PAYLOAD_MISSING') === true ? 'unreadable' : 'accepted';
    expect(verdict.verdict).toBe(wanted);
  });
});

const ANSWER = readFileSync(join(FOLDER, '00-answer.json'), 'utf8');
const answer = JSON.parse(ANSWER) as {
  readonly providerSig: { readonly payload: string; readonly signature: string };
};
const { payload, signature } = answer.providerSig;
const REQUEST = { refundAddress: '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D', amount: '0.25' };

describe('what tools print around an answer', () => {
  it.each([
    [
      'curl -v',
      `* Connected\n> POST /swap HTTP/2\n> Host: x\n>\n* done\n< HTTP/2 200\n< a: b\n<\n{ [634 bytes data]\n${ANSWER}\n* Closing\n`,
    ],
    ['100 Continue', `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\n${ANSWER}`],
    [
      'a log of two lines',
      `12:00 INFO asked {"a":1}\n12:01 INFO got ${JSON.stringify(answer)} in 3 ms\n`,
    ],
    [
      'an object of JavaScript',
      `{ swapId: 'a1b2', providerSig: { payload: '${payload}', signature: '${signature}' } }`,
    ],
    [
      'a gateway event in base64',
      JSON.stringify({ statusCode: 200, isBase64Encoded: true, body: btoa(ANSWER) }),
    ],
    ['an HTTP client', JSON.stringify({ status: 200, headers: {}, data: answer })],
    ['JSON in JSON', JSON.stringify(ANSWER)],
    ['a docker log', JSON.stringify({ log: JSON.stringify(answer), stream: 'stdout', time: 'x' })],
    ['a pino log', JSON.stringify({ level: 30, time: 1, msg: 'answer', answer })],
    ['a log message', JSON.stringify({ message: `got ${JSON.stringify(answer)}`, level: 'info' })],
    ['a collection', JSON.stringify({ item: [{ response: [{ body: ANSWER }] }] })],
  ])('%s', async (_, text) => {
    const { read, verdict } = await judged(text, 'answer');
    expect(read).toMatchObject({ payload, signature });
    expect(codesOf(verdict)).toEqual([]);
  });

  it('a request and its answer belong together', async () => {
    const { read } = await judged(`${JSON.stringify(REQUEST)}\n\n${ANSWER}`, 'pair');
    expect(read.request).toEqual(REQUEST);
    expect(read.payload).toBe(payload);
    const http = `POST /swap HTTP/1.1\nHost: x\n\n${JSON.stringify(REQUEST)}\n\nHTTP/1.1 200 OK\n\n${ANSWER}`;
    expect((await judged(http, 'pair')).read.request).toEqual(REQUEST);
  });
});

describe('what a provider wraps or misnames is said, and the rest judged', () => {
  it.each([
    [{ data: answer }, 'ANSWER_WRAPPED', 'response'],
    [{ success: true, payload: { order: answer } }, 'ANSWER_WRAPPED', 'response'],
    [
      { ...answer, providerSig: JSON.stringify(answer.providerSig) },
      'ANSWER_MEMBER_TYPE',
      'response.providerSig',
    ],
    [{ swapId: '1', payload, signature }, 'ANSWER_MEMBER_NAME', 'response.payload'],
    [{ provider_sig: { payload, signature } }, 'ANSWER_MEMBER_NAME', 'response.provider_sig'],
    [
      { providerSig: { payload, payload_signature: signature } },
      'KEY_payload_signature',
      'response.providerSig.payload_signature',
    ],
    [
      { providerSig: { payload, signatures: [{ protected: '', signature }] } },
      'ANSWER_MEMBER_NAME',
      'response.providerSig.signatures',
    ],
    [
      { providerSig: { payload: [...Buffer.from(payload)], signature } },
      'ANSWER_MEMBER_TYPE',
      'response.providerSig.payload',
    ],
    [
      { providerSig: { payload: Buffer.from(payload, 'base64url'), signature } },
      'ANSWER_MEMBER_TYPE',
      'response.providerSig.payload',
    ],
  ])('%#: %s', async (value, code, field) => {
    const { read, verdict } = await judged(JSON.stringify(value), 'answer');
    expect(read).toMatchObject({ payload, signature });
    expect(verdict.findings).toMatchObject([{ code, field, severity: 'error' }]);
  });

  it('a signature that is no text keeps its JSON, for the diagnosis', async () => {
    const value = { providerSig: { payload, signature: { r: '1', s: '2' } } };
    const { read, verdict } = await judged(JSON.stringify(value), 'answer');
    expect(read.signature).toBe('{"r":"1","s":"2"}');
    expect(codesOf(verdict)).toContain('ANSWER_MEMBER_TYPE');
  });

  it.each([
    [
      { messageKey: 'MINIMUM_AMOUNT_ERROR', message: 'too little' },
      'messageKey "MINIMUM_AMOUNT_ERROR", message "too little"',
    ],
    [{ code: 42, message: 'Cannot serve this now' }, 'code 42, message "Cannot serve this now"'],
    [{ error: 'unauthorized' }, 'error "unauthorized"'],
    [{ error: { code: 1, message: 'x' } }, 'code 1, message "x"'],
    [
      { statusCode: 500, message: 'Internal server error' },
      'status 500, message "Internal server error"',
    ],
    [{ message: 'Forbidden' }, 'message "Forbidden"'],
  ])('an error of the provider: %j', async (value, words) => {
    const { verdict } = await judged(JSON.stringify(value), 'answer');
    expect(verdict).toMatchObject({ verdict: 'unreadable', device: null });
    expect(verdict.findings).toMatchObject([
      { code: 'ANSWER_IS_ERROR', evidence: `The answer says ${words}.` },
    ]);
  });
});

it('a compact JWS alone is an answer', async () => {
  const { read, verdict } = await judged(`eyJhbGciOiJFUzI1NiJ9.${payload}.${signature}`, 'answer');
  expect(read).toMatchObject({ payload, signature });
  expect(codesOf(verdict)).toEqual(['PAYLOAD_IS_COMPACT_JWS']);
});

it('an HTTP answer that is no JSON is told by its status', async () => {
  const text = 'HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\nno such order';
  await expect(judged(text, 'answer')).rejects.toThrow('found HTTP status 404 with other text');
});

describe('options win over the case, and it is said', () => {
  const own = {
    flow: 'swap',
    legacy: false,
    nonce: '00'.repeat(32),
    fees: '5',
    partner: 'Acme',
    ...KEY,
    ...answer,
  };
  const other = { publicKey: `04${'11'.repeat(64)}`, curve: 'secp256r1' as const };

  it.each([
    ['flow', { flow: 'sell' }, (read) => read.flow, 'sell'],
    ['legacy', { legacy: true, nonce: 'QWERTYUIOP' }, (read) => read.legacy, true],
    ['nonce', { nonce: '07'.repeat(32) }, (read) => read.nonce?.[0], 7],
    ['fees', { fees: 6n }, (read) => read.fees, 6n],
    ['partner', { partnerName: 'Other' }, (read) => read.partnerName, 'Other'],
    ['publicKey', other, (read) => read.key?.publicKey[1], 0x11],
  ] as readonly [string, object, (read: ReturnType<typeof readCase>) => unknown, unknown][])(
    '%s',
    (member, options, memberOf, expected) => {
      const given = member === 'legacy' ? { ...own, nonce: undefined } : own;
      const read = readCase(given, 'case', options);
      expect(memberOf(read)).toBe(expected);
      expect(read.noticed).toContainEqual(
        expect.objectContaining({
          code: 'CASE_CONTRADICTED',
          field: `case.${member}`,
          severity: 'warning',
        }),
      );
    },
  );

  it('an own key that an option replaces is still tried', () => {
    const publicKey = toHex(KEYS.secp256r1.publicKey);
    const verdict = check(readCase(own, 'case', { publicKey, curve: 'secp256r1' }));
    const found = verdict.findings.find(({ code }) => /OTHER_KEY|WRONG_CURVE/.test(code));
    expect(found?.evidence).toContain("the case's own key");
  });

  it('a nonce of another flow is passed over', () => {
    const read = readCase({ ...own, nonce: '00'.repeat(32) }, 'case', { legacy: true });
    expect(read.nonce).toBeUndefined();
    expect(read.noticed.map(({ field }) => field)).toEqual(['case.legacy', 'case.nonce']);
  });

  it('the same value twice is nothing to speak of', () => {
    const read = readCase(own, 'case', {
      flow: 'swap',
      ...KEY,
      fees: 5n,
      nonce: '00'.repeat(32),
      partnerName: 'Acme',
    });
    expect(read.noticed).toEqual([]);
  });
});

describe('never an exception, never a silent green', () => {
  it.each([1, 2, 3, 4, 7])(
    '%i padding characters too many are a finding and a verdict',
    async (count) => {
      const value = { providerSig: { payload: `${payload}${'='.repeat(count)}`, signature } };
      const { verdict } = await judged(JSON.stringify(value), 'answer');
      const wanted = (4 - (payload.length % 4)) % 4;
      if (count !== wanted) expect(codesOf(verdict)).toContain('INVALID_ENCODING');
      expect(codesOf(verdict).length).toBeGreaterThan(0);
      expect(verdict.device).not.toBeNull();
    },
  );

  it.each([256, 300, 600])(
    'a signature of %i bytes gets one answer of the device',
    async (size) => {
      const value = {
        providerSig: { payload, signature: Buffer.alloc(size, 7).toString('base64url') },
      };
      const { verdict } = await judged(JSON.stringify(value), 'answer');
      expect(verdict.device).toMatchObject({ command: 'CHECK_TRANSACTION_SIGNATURE' });
      expect(codesOf(verdict)).toContain('SIGNATURE_WRONG_LENGTH');
    },
  );

  it('a public key that cannot be read is a finding; whose signature it is stays open', async () => {
    const { verdict } = await judged(ANSWER, 'answer', { flow: 'swap', publicKey: undefined });
    expect(codesOf(verdict)).toEqual(['PUBLIC_KEY_MISSING']);
    const broken = await judged(
      JSON.stringify({ ...answer, publicKey: 'not a key at all', curve: 'secp256k1' }),
      'answer',
      { flow: 'swap' },
    );
    expect(codesOf(broken.verdict)).toEqual(['PUBLIC_KEY_MALFORMED']);
    expect(broken.verdict.verdict).toBe('unreadable');
  });
});
