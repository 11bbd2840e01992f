/** Profiles against sources of the app: a tree made up here, right and then wrong in one place. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { driftOf } from '../../src/firmware/drift/drift.js';
import { readSource } from '../../src/firmware/drift/source.js';
import { firmware } from '../../src/firmware/index.js';

/** Sources as 3.4.0-rc1 has them, as far as they are read. */
const TREE: Readonly<Record<string, string>> = {
  Makefile: `# made up
APPVERSION_M = 3
APPVERSION_N = 4
APPVERSION_P = 0
APPVERSION = "$(APPVERSION_M).$(APPVERSION_N).$(APPVERSION_P)-rc1"
`,
  'src/commands.h': `
#define CLA 0xE0
typedef enum { A_VERSION = 0x02, A_START = 0x03, A_KEY = 0x04, A_PARTNER = 0x05,
  A_PROCESS = 0x06, /* SPARE = 0x30, */ A_SIGNATURE = 0x07, A_PAYOUT = 0x08,
  A_LEGACY = 0x08, // the same number
  A_REFUND = 0x09, A_SIGN = 0x0A, A_ASSET = 0x0B, A_REFUND_QUIET = 0x0C,
  A_ASSET_QUIET = 0x0D, A_PROMPT = 0x0F,
} command_e;
typedef enum { FIXED = 0x00, FLOATING = 0x01 } rate_e;
`,
  'src/swap_errors.h': `
typedef enum {
  INCORRECT_COMMAND_DATA = 0x6A80, DESERIALIZATION_FAILED = 0x6A81,
  WRONG_TRANSACTION_ID = 0x6A82, INVALID_ADDRESS = 0x6A83, USER_REFUSED = 0x6A84,
  INTERNAL_ERROR = 0x6A85, WRONG_P1 = 0x6A86, WRONG_P2_SUBCOMMAND = 0x6A87,
  WRONG_P2_EXTENSION = 0x6A88, INVALID_P2_EXTENSION = 0x6A89, MEMORY_CORRUPTION = 0x6A8A,
  AMOUNT_FORMATTING_FAILED = 0x6A8B, APPLICATION_NOT_INSTALLED = 0x6A8C,
  WRONG_EXTRA_ID_OR_EXTRA_DATA = 0x6A8D, CLASS_NOT_SUPPORTED = 0x6E00,
  MALFORMED_APDU = 0x6E01, INVALID_DATA_LENGTH = 0x6E02, INVALID_INSTRUCTION = 0x6D00,
  UNEXPECTED_INSTRUCTION = 0x6D01, SIGN_VERIFICATION_FAIL = 0x9D1A, SUCCESS = 0x9000,
} swap_error_e;
`,
  'src/globals.h': `
#define MIN_DER_SIGNATURE_LENGTH 67U
#define MAX_DER_SIGNATURE_LENGTH 72U
#define TICKER_MIN_SIZE_B  2
#define TICKER_MAX_SIZE_B  9
#define APPNAME_MIN_SIZE_B 3
#define MAX_COIN_SUB_CONFIG_SIZE 64
#define MIN_PARTNER_NAME_LENGHT 3
#define MAX_PARTNER_NAME_LENGHT 15
`,
  'src/proto/protocol.proto': `
message NewTransactionResponse {
  string payin_address = 1; string payin_extra_id = 2; string refund_address = 3;
  string refund_extra_id = 4; string payout_address = 5; string payout_extra_id = 6;
  string currency_from = 7; string currency_to = 8; bytes amount_to_provider = 9;
  bytes amount_to_wallet = 10; string device_transaction_id = 11;
  bytes device_transaction_id_ng = 12; bytes payin_extra_data = 13;
}
message UDecimal { bytes coefficient = 1; uint32 exponent = 2; }
message NewSellResponse {
  string trader_email = 1; string in_currency = 2; bytes in_amount = 3; string in_address = 4;
  string out_currency = 5; UDecimal out_amount = 6; bytes device_transaction_id = 7;
}
message NewFundResponse {
  string user_id = 1; string account_name = 2; string in_currency = 3; bytes in_amount = 4;
  string in_address = 5; bytes device_transaction_id = 6;
}
`,
  'src/proto/protocol.options': [
    ...['payin_address', 'refund_address', 'payout_address'].map((name) => [name, 63]),
    ...['payin_extra_id', 'refund_extra_id', 'payout_extra_id'].map((name) => [name, 20]),
    ...['currency_from', 'currency_to'].map((name) => [name, 10]),
    ...['amount_to_provider', 'amount_to_wallet'].map((name) => [name, 16]),
    ['device_transaction_id', 11],
    ['device_transaction_id_ng', 32],
    ['payin_extra_data', 33],
  ]
    .map(([name, size]) => `p.NewTransactionResponse.${name} max_size:${size};`)
    .concat(
      ['trader_email 50', 'in_currency 10', 'in_amount 16', 'in_address 63', 'out_currency 10']
        .concat('device_transaction_id 32')
        .map((line) => `p.NewSellResponse.${line.replace(' ', ' max_size:')};`),
      ['user_id 50', 'account_name 50', 'in_currency 10', 'in_amount 16', 'in_address 63']
        .concat('device_transaction_id 32')
        .map((line) => `p.NewFundResponse.${line.replace(' ', ' max_size:')};`),
      'p.UDecimal.coefficient max_size:16;',
    )
    .join('\n'),
};

const RC1 = firmware('3.4.0-rc1');

/** What is found when a text of one file is another. */
function drifted(file: string, from: string | RegExp, to: string) {
  const text = TREE[file]!.replace(from, to);
  expect(text).not.toBe(TREE[file]);
  return driftOf(
    readSource((path) => (path === file ? text : TREE[path])),
    RC1,
  );
}

it('sources of a release are those of its profile', () => {
  const source = readSource((path) => TREE[path]);
  expect(source.version).toBe('3.4.0-rc1');
  expect(driftOf(source, RC1)).toEqual([]);
});

describe('drift is told with what is expected and what is found', () => {
  it.each<[string, string | RegExp, string, string, string, string]>([
    ['Makefile', '-rc1', '', 'version', '3.4.0-rc1', '3.4.0'],
    ['src/commands.h', 'A_PROMPT = 0x0F,', '', 'instruction 0f', 'PROMPT_UI_DISPLAY', 'not known'],
    ['src/commands.h', '0x0F,', '0x0F, A_NEW = 0x12,', 'instruction 12', 'not known', 'A_NEW'],
    [
      'src/swap_errors.h',
      'FORMATTING_FAILED',
      'FAILED',
      'status word 6a8b',
      'AMOUNT_FORMATTING_FAILED',
      'AMOUNT_FAILED',
    ],
    [
      'src/swap_errors.h',
      'SUCCESS =',
      'NEW_ERROR = 0x6A93, SUCCESS =',
      'status word 6a93',
      'nothing',
      'NEW_ERROR',
    ],
    ['src/globals.h', '72U', '73U', 'MAX_DER_SIGNATURE_LENGTH', '72', '73'],
    ['src/globals.h', 'MIN_SIZE_B  2', 'MIN_SIZE_B  1', 'TICKER_MIN_SIZE_B', '2', '1'],
    [
      'src/proto/protocol.options',
      'payin_address max_size:63',
      'payin_address max_size:151',
      'NewTransactionResponse.payin_address',
      'string, number 1, max_size 63',
      'string, number 1, max_size 151',
    ],
    [
      'src/proto/protocol.proto',
      'in_address = 5',
      'in_address = 9',
      'NewFundResponse.in_address',
      'string, number 5, max_size 63',
      'string, number 9, max_size 63',
    ],
    [
      'src/proto/protocol.proto',
      'bytes payin_extra_data = 13;',
      '',
      'NewTransactionResponse.payin_extra_data',
      'bytes, number 13, max_size 33',
      'nothing',
    ],
    [
      'src/proto/protocol.proto',
      'uint32 exponent = 2;',
      'uint32 exponent = 2; bool exact = 3;',
      'UDecimal.exact',
      'nothing',
      'bool, number 3',
    ],
  ])('%s: %s', (file, from, to, what, expected, found) => {
    expect(drifted(file, from, to)).toEqual([{ what, expected, found }]);
  });

  it('another profile: every difference of the two', () => {
    const what = driftOf(
      readSource((path) => TREE[path]),
      firmware('3.3.3'),
    ).map((one) => one.what);
    expect(what).toEqual([
      'version',
      'instruction 0c',
      'instruction 0d',
      'instruction 0f',
      'status word 6a8a',
      'status word 6a8b',
      'status word 6a8c',
      'status word 6a8d',
      'NewTransactionResponse.payin_extra_data',
    ]);
  });
});

it.each([
  ['src/globals.h', undefined, 'found no src/globals.h in it'],
  ['Makefile', 'all:\n', 'expected APPVERSION in the Makefile'],
  ['src/swap_errors.h', '', 'expected the enum swap_error_e in src/swap_errors.h, found none'],
  ['src/commands.h', 'x'.repeat(1_000_001), 'found too long a src/commands.h'],
])('no checkout: %s', (file, text, message) => {
  expect(() => readSource((path) => (path === file ? text : TREE[path]))).toThrow(message);
});

describe('scripts/check-firmware.mjs (of the built package)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-checkout-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(TREE)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const script = fileURLToPath(new URL('../../scripts/check-firmware.mjs', import.meta.url));
  const ran = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
      encoding: 'utf8',
    });
    return { status, out: stdout, err: stderr };
  };

  it('finds the profile of the version of the sources', () => {
    expect(ran(folder)).toEqual({
      status: 0,
      out: 'Exchange 3.4.0-rc1 against the sources of 3.4.0-rc1: 0 differences\n',
      err: '',
    });
  });

  it('says what drifted, and exits with 1', () => {
    const { status, out } = ran(folder, '3.4.0');
    expect(status).toBe(1);
    expect(out).toContain('MAX_DER_SIGNATURE_LENGTH: the profile says 73, the sources say 72\n');
  });

  it('a release there is no profile of is compared with the newest', () => {
    writeFileSync(
      join(folder, 'Makefile'),
      'APPVERSION_M=99\nAPPVERSION_N=5\nAPPVERSION_P=0\nAPPVERSION=$(APPVERSION_M).$(APPVERSION_N).$(APPVERSION_P)\n',
    );
    const { status, out } = ran(folder);
    expect(status).toBe(1);
    expect(out).toContain('No profile of 99.5.0: compared with develop.\n');
    expect(out).toContain('version: the profile says 4.4.2, the sources say 99.5.0\n');
  });

  it.each([
    [[], 'expected a folder'],
    [['no-such-folder'], 'found no Makefile in it'],
    [[folder, '4.1.5'], 'found "4.1.5"'],
  ])('bad usage: %j', (args, message) => {
    const { status, err } = ran(...args);
    expect(status).toBe(2);
    expect(err).toContain(message);
    expect(err).not.toContain('    at ');
  });
});
