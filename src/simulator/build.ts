/**
 * How the simulated Exchange app was "compiled": the options of its test builds, named as in the
 * firmware's Makefile, and what follows from them.
 */

import { InputError } from '../errors.js';
import {
  LEDGER_PRODUCTION_KEY,
  LEDGER_TEST_KEY,
  PKI_PRODUCTION_ROOT_KEY,
  PKI_TEST_ROOT_KEY,
} from '../exchange/keys.js';
import { expected, shownWord } from '../shown.js';

/** Options of the firmware's test builds. */
export const BUILD_FLAGS = [
  /** Fixed nonce instead of a random one. */
  'TESTING',
  /** Trusts the public test key instead of Ledger's production key. */
  'TEST_PUBLIC_KEY',
  /** Trusted names are signed by key id 0 instead of 7. */
  'TRUSTED_NAME_TEST_KEY',
  /** The challenge is always deadbeef. */
  'FIXED_TLV_CHALLENGE',
  /** Accepts any transaction id. */
  'BYPASS_TRANSACTION_ID_CHECK',
  /** Ignores what the coin app says of an address. */
  'BYPASS_CHECK_ADDRESS',
] as const;

/** Of {@link BUILD_FLAGS}. */
export type BuildFlag = (typeof BUILD_FLAGS)[number];
/** The options a simulated app was built with. */
export type Build = readonly BuildFlag[];

/** Named builds. `test` is the one the recordings were made with. */
export const BUILDS = {
  test: ['TESTING', 'TEST_PUBLIC_KEY', 'TRUSTED_NAME_TEST_KEY', 'FIXED_TLV_CHALLENGE'],
  random: ['TEST_PUBLIC_KEY', 'TRUSTED_NAME_TEST_KEY'],
  production: [],
} as const satisfies Record<string, Build>;

/** The name of a usual build. */
export type BuildName = keyof typeof BUILDS;

/** Flags that make the app call itself "Exchange TEST" and warn on its home screen. */
const RENAMING: Build = [
  'TESTING',
  'TEST_PUBLIC_KEY',
  'BYPASS_TRANSACTION_ID_CHECK',
  'BYPASS_CHECK_ADDRESS',
];

/**
 * A build by name (`test`, `random`, `production`) or by its flags, separated by blanks.
 * @throws InputError when a word is neither.
 */
export function parseBuild(text: string): Build {
  // Recordings of older releases name the SDK in brackets behind the options.
  const words = text
    .replace(/\([^)]*\)/g, ' ')
    .split(/[\s,]+/)
    .filter((word) => word !== '');
  const [only] = words;
  if (words.length === 1 && only !== undefined && only in BUILDS) return BUILDS[only as BuildName];
  return words.map((word) => {
    if (!(BUILD_FLAGS as readonly string[]).includes(word)) {
      const known = [...Object.keys(BUILDS), ...BUILD_FLAGS].join(', ');
      throw new InputError(expected('build', known, shownWord(word, text)));
    }
    return word as BuildFlag;
  });
}

export function isTestBuild(build: Build): boolean {
  return build.some((flag) => RENAMING.includes(flag));
}

/** Whoever likes may sign for it: the private test key is public. */
export function trustsTestKey(build: Build): boolean {
  return build.includes('TEST_PUBLIC_KEY');
}

/** The key that must have signed partner credentials and coin configurations. */
export function ledgerKey(build: Build): Uint8Array {
  return trustsTestKey(build) ? LEDGER_TEST_KEY : LEDGER_PRODUCTION_KEY;
}

/**
 * The root of PKI certificates. It belongs to the device, not to the app: test builds run on
 * emulators, which trust the test root.
 */
export function pkiRootKey(build: Build): Uint8Array {
  return isTestBuild(build) ? PKI_TEST_ROOT_KEY : PKI_PRODUCTION_ROOT_KEY;
}

/** Key id a trusted-name descriptor must name. */
export function trustedNameKeyId(build: Build): number {
  return build.includes('TRUSTED_NAME_TEST_KEY') ? 0 : 7;
}
