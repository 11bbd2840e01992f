/**
 * Signatures as real libraries make them when they are used wrongly; file names say what was done.
 * The right column is what is found, each code once, in any order.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readCase } from '../../../../src/check/answer/read-case.js';
import { Checker } from '../../../../src/check/check.js';
import { nodeVerifier } from '../../../../src/simulator/node-verifier.js';
import { nobleVerifier } from '../../../../src/simulator/verifier.js';

const FOLDER = new URL('../../../golden/cases/20-sig/', import.meta.url);

const FOUND: Readonly<Record<string, string>> = {
  '00-right': '',
  '02-der-hex': 'IS_HEX_TEXT IS_DER',
  '04-der-hex-0x': 'IS_HEX_TEXT IS_DER',
  '06-vault-jws': 'MALFORMED',
  '08-nodot-sha1': 'WITHOUT_DOT_PREFIX WRONG_HASH',
  '10-nodot-hash-hex-text': 'WITHOUT_DOT_PREFIX DOUBLE_HASHED',
  '12-dblhash-b64': 'DOUBLE_HASHED',
  '14-elliptic-unhashed-hexstring': 'NOT_HASHED',
  '16-elliptic-toDER-hex': 'IS_HEX_TEXT IS_DER',
  '19-pb-unhashed': 'OVER_RAW_PROTOBUF NOT_HASHED',
  '21-ethers-signMessage-nodot': 'IS_HEX_TEXT WRONG_LENGTH WITHOUT_DOT_PREFIX WRONG_HASH',
  '23-ethers-signMessage-hash': 'IS_HEX_TEXT WRONG_LENGTH DOUBLE_HASHED',
  '25-keccak-pb': 'OVER_RAW_PROTOBUF WRONG_HASH',
  '27-utf16le': 'OVER_OTHER_TEXT',
  '29-json-providerSig': 'OVER_OTHER_TEXT',
  '31-dot-std-b64': 'OVER_OTHER_TEXT',
  '33-dot-after-newline': 'OVER_OTHER_TEXT',
  '35-sha256-of-pb-hex': 'OVER_RAW_PROTOBUF DOUBLE_HASHED',
  // Another algorithm: nothing can verify it, and the evidence says so.
  '37-ed25519': 'INVALID_ALL_INPUTS',
  '40-jose-flattened-ES256': 'OVER_JWS_WITH_HEADER',
  '42-jose-flattened-kid-protected': 'OVER_JWS_WITH_HEADER',
  '44-jose-compact-payload': 'OVER_JWS_WITH_HEADER',
  '46-jose-detached-in-signature': 'MALFORMED OVER_JWS_WITH_HEADER',
  '48-jose-flattened-toplevel': 'OVER_JWS_WITH_HEADER',
  '50-jwt-claims-sig-only': 'OVER_JWS_WITH_HEADER',
  '52-jwt-string-sig': 'OVER_JWS_WITH_HEADER',
  '54-jwt-es256-with-k1': 'OVER_JWS_WITH_HEADER',
  '56-b64-of-b64': 'ENCODED_TWICE',
  '58-latin1': 'MALFORMED',
  '60-buffer-json': 'AS_NUMBERS',
  '62-rs-object-hex': 'IN_PARTS',
  '64-r,s-text': 'IN_PARTS',
  '66-b64-r-b64-s': 'IN_PARTS',
  '68-bigint-33': 'WRONG_LENGTH',
  '70-only-r': 'WRONG_LENGTH',
  '72-urlencoded': 'MALFORMED',
  '74-data-url': 'MALFORMED',
  '77-trailing-newline': 'MALFORMED',
  '79-per-half-little': 'LITTLE_ENDIAN',
  '81-der-hex-nodot': 'IS_HEX_TEXT IS_DER WITHOUT_DOT_PREFIX',
  '83-der-keccak-dot': 'IS_DER WRONG_HASH',
  '85-sha512-nodot': 'WITHOUT_DOT_PREFIX WRONG_HASH',
  // By a key nobody told: it is among the keys in the evidence.
  '87-r1-key-registered-k1': 'INVALID_ALL_INPUTS',
  '90-python-json.dumps': 'OVER_JWS_WITH_HEADER',
  '92-python-alg-only': 'OVER_JWS_WITH_HEADER',
  '94-pyjwt': 'OVER_JWS_WITH_HEADER',
  '96-ES256-kid-x': 'OVER_JWS_WITH_HEADER',
  '98-python-ecdsa-default-sha1': 'WRONG_HASH',
  '99-pyjws-bytes': 'OVER_JWS_WITH_HEADER',
  '99c-jwcrypto-flattened': 'OVER_JWS_WITH_HEADER',
};

/** These pass all the same: the host reads over a line end. */
const ACCEPTED = ['00-right', '77-trailing-newline'];

const files = readdirSync(FOLDER).map((file) => file.replace(/\.json$/, ''));
const json = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8'));

const checkers = [nodeVerifier, nobleVerifier].map((verifier) => new Checker({ verifier }));
const judged = (name: string, checker = checkers[0]!) => checker.check(readCase(json(name), name));

it('has an expectation for each file', () => {
  expect(Object.keys(FOUND).sort()).toEqual(files.sort());
});

it.each(files)('%s', (name) => {
  for (const checker of checkers) {
    const { findings, verdict } = judged(name, checker);
    const codes = findings
      .filter(({ code }) => code.startsWith('SIGNATURE_'))
      .map(({ code }) => code.slice('SIGNATURE_'.length));
    expect(codes.sort()).toEqual(FOUND[name]!.split(' ').filter(Boolean).sort());
    expect(verdict).toBe(ACCEPTED.includes(name) ? 'accepted' : 'refused');
  }
});

it('what cannot be named says so in words', () => {
  const evidence = (name: string) => judged(name).findings[0]?.evidence;
  expect(evidence('37-ed25519')).toContain('if you sign with an Ed25519 key (EdDSA)');
  // The key of the cases that are registered on secp256r1.
  expect(evidence('87-r1-key-registered-k1')).toContain(
    '042e1cfab4461fee2c196418c4e8e16abf397bd7ef265f3b72d52333eae822a25a',
  );
});

it('the corrected signature is given where only its form is wrong', () => {
  for (const name of files.filter((file) => /^(02|06|60|62|64|68|72|79)-/.test(file))) {
    const { corrected } = judged(name).findings.find((one) => one.corrected !== undefined)!;
    const value = json(name) as { providerSig: object };
    const right = { ...value, providerSig: { ...value.providerSig, signature: corrected } };
    expect(checkers[0]!.check(readCase(right, name)).findings, name).toEqual([]);
  }
});
