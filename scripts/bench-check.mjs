// Verdicts a second of `exchange-sim check`, its cold start, and its memory. Called by bench.mjs, or
// alone: node scripts/bench-check.mjs [lines of the large archive, 100000 when absent]
//
// A verdict is all of it: JSON, the device run, the findings, the signature. Every line of an
// archive has a nonce and a signature of its own, made here with node:crypto.
import { spawnSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import {
  appendFileSync,
  createReadStream,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { judgeArchive } from '../build/bulk/archive.js';
import { LineJudge } from '../build/bulk/judge-lines.js';
import { DEFAULT_FIRMWARE, RELEASES } from '../build/firmware/index.js';
import { nativeSecp256k1 } from '../build/keys/native-secp256k1.js';
import { fastestVerifier } from '../build/simulator/node-fastest-verifier.js';
import { nobleVerifier } from '../build/simulator/verifier.js';
import { figure } from './bench-figures.mjs';
import { PEAK_KIB } from './bench-memory.mjs';

const root = resolve(import.meta.dirname, '..');
const CLI = join(root, 'dist/cli.js');
const FIXTURES = join(root, 'test/golden/fixtures/mistake-fixtures.json');
const CURVES = [
  { name: 'P-256', curve: 'secp256r1', openssl: 'prime256v1' },
  { name: 'secp256k1', curve: 'secp256k1', openssl: 'secp256k1' },
];

/** Good orders of a partner: swap, sell and fund in turn, `count` different lines. */
function orders(namedCurve, count) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' };
  const { fixtures } = JSON.parse(readFileSync(FIXTURES, 'utf8'));
  const good = fixtures
    .filter(({ severity, id }) => severity === 'ok' && id.startsWith('good-'))
    .map(({ flow, deviceNonce, providerSig }) => {
      const protobuf = Buffer.from(providerSig.payload, 'base64url');
      return { flow, protobuf, at: protobuf.indexOf(Buffer.from(deviceNonce, 'hex')) };
    })
    .filter(({ at }) => at >= 0);
  const lines = Array.from({ length: count }, (_, i) => {
    const { flow, protobuf, at } = good[i % good.length];
    const nonce = randomBytes(32);
    nonce.copy(protobuf, at);
    const payload = protobuf.toString('base64url');
    const signature = signedWithoutLeadingZero(`.${payload}`, key).toString('base64url');
    const order = { flow, nonce: nonce.toString('hex'), providerSig: { payload, signature } };
    return `${JSON.stringify(order)}\n`;
  });
  return { lines, publicKey: publicKey.export({ type: 'spki', format: 'pem' }) };
}

/** One in 128 starts r or s with a zero byte, which `check` warns of: those are made again. */
function signedWithoutLeadingZero(text, key) {
  for (;;) {
    const signature = sign('sha256', Buffer.from(text), key);
    if (signature[0] !== 0 && signature[32] !== 0) return signature;
  }
}

const bulkCase = (publicKey, firmware = DEFAULT_FIRMWARE.id) => ({
  file: 'bench.ndjson',
  firmware,
  options: { publicKey },
});

/** Seconds of processor time this process has had: others on the machine do not count. */
function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Verdicts a second of one thread: the best of some rounds, which is the machine least disturbed. */
function oneThread({ lines, publicKey }, verifier, rounds, firmware) {
  const judge = new LineJudge(bulkCase(publicKey, firmware), verifier);
  const bytes = Buffer.from(lines.join(''));
  let best = 0;
  for (let round = 0; round < rounds; round++) {
    const before = processorTime();
    let accepted = 0;
    for (const { verdict } of judge.judge(bytes, 1)) {
      if (verdict?.verdict === 'accepted' && verdict.findings.length === 0) accepted++;
    }
    if (accepted !== lines.length) throw new Error(`${accepted} of ${lines.length} were accepted`);
    best = Math.max(best, lines.length / (processorTime() - before));
  }
  return best;
}

/** Verifications a second of the same signatures, and nothing else. */
function verifierAlone({ lines, publicKey }, curve) {
  const spki = createPublicKey(publicKey).export({ type: 'spki', format: 'der' });
  const key = new Uint8Array(spki.subarray(-65));
  const asked = lines.map((line) => {
    const { payload, signature } = JSON.parse(line).providerSig;
    const signed = { curve, publicKey: key, message: Buffer.from(`.${payload}`), hash: 'sha256' };
    return [signed, new Uint8Array(Buffer.from(signature, 'base64url'))];
  });
  let best = 0;
  for (let round = 0; round < 4; round++) {
    const before = processorTime();
    for (const [signed, rs] of asked) {
      if (!fastestVerifier.verify(signed, rs)) throw new Error('a good signature was refused');
    }
    best = Math.max(best, asked.length / (processorTime() - before));
  }
  return best;
}

/** What one curve costs, in a process of its own: an archive is of one partner, who has one curve. */
async function curveFigures(curve, namedCurve) {
  const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-bench-'));
  try {
    const made = orders(namedCurve, 4000);
    const fast = oneThread(made, fastestVerifier, 12);
    const alone = verifierAlone(made, curve);
    const noble = oneThread({ ...made, lines: made.lines.slice(0, 250) }, nobleVerifier, 4);
    const file = join(folder, 'bench.ndjson');
    writeFileSync(file, made.lines.join(''));
    for (let i = 0; i < 11; i++) appendFileSync(file, made.lines.join(''));
    return { fast, alone, noble, cores: await allCores(file, made) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function inOwnProcess(name) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [import.meta.filename, '--curve', name],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

async function allCores(file, { publicKey }) {
  const before = performance.now();
  const { summary } = await judgeArchive({
    shared: bulkCase(publicKey),
    chunks: createReadStream(file, { highWaterMark: 256 * 1024 }),
    threads: availableParallelism(),
  });
  if (summary.tally.clean !== summary.lines) throw new Error('an order was refused');
  return summary.lines / ((performance.now() - before) / 1000);
}

/** WallClock time of a process, milliseconds: median. */
function cold(args, runs = 11) {
  const times = Array.from({ length: runs }, () => {
    const before = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
    return performance.now() - before;
  });
  return Math.round(times.sort((a, b) => a - b)[runs >> 1]);
}

/** Peak resident memory of a process, MiB, as the operating system counts it. */
function peak(args) {
  const script = `process.on('exit', () => process.stderr.write('\\n' + ${PEAK_KIB}));
    process.argv = [process.argv[0], ${JSON.stringify(CLI)}, ...${JSON.stringify(args)}];
    await import(${JSON.stringify(`file://${CLI}`)});`;
  const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return Math.round(Number(/\d+$/.exec(stderr)?.[0]) / 1024);
}

const round = (number) => Math.round(number).toLocaleString('en-US');
const say = (label, text) => console.log(`${label.padEnd(26)} ${text}`);

export async function benchCheck({ large = 100_000 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'exchange-sim-bench-'));
  try {
    const file = join(folder, 'bench.ndjson');
    const key = join(folder, 'key.pem');
    const small = orders('secp256k1', 4000);
    for (const { name } of CURVES) {
      const { fast, alone, noble, cores } = inOwnProcess(name);
      const share = Math.round((100 * fast) / alone);
      say(
        `check ${name}`,
        `${round(fast)} verdicts/s, one thread: ${share} % of ${round(alone)} verifications/s (aim 70)`,
      );
      figure(`check ${name}, verdicts/s`, fast, 'more');
      figure(`check ${name}, all threads`, cores, 'more');
      say('', `${round(cores)} verdicts/s, ${availableParallelism()} worker threads`);
      say('', `${round(noble)} verdicts/s, one thread with @noble/curves alone`);
      say('', `${(fast / noble).toFixed(1)} and ${(cores / noble).toFixed(1)} times as fast`);
    }
    const native = nativeSecp256k1() === null ? 'node:crypto' : 'libsecp256k1';
    say('verifiers', `P-256 node:crypto, secp256k1 ${native}`);

    writeFileSync(key, small.publicKey);
    const one = join(folder, 'one.json');
    writeFileSync(one, small.lines[0]);
    const plain = cold(['check', one, '--public-key', key]);
    say('check FILE, cold', `${plain} ms`);
    const all = cold(['check', one, '--public-key', key, '--firmware', 'all']);
    say('  --firmware all', `${all} ms, ${(all / plain).toFixed(1)} times as long`);
    const single = oneThread(small, fastestVerifier, 4);
    const matrix = oneThread(small, fastestVerifier, 4, 'all');
    say(
      'check --firmware all',
      `${round(matrix)} cases/s, one thread, ${RELEASES.length} releases`,
    );
    say('', `${(single / matrix).toFixed(1)} times as long as one release`);
    figure('check --firmware all, cases/s', matrix, 'more');

    const bulk = (path) => peak(['check', '--bulk', path, '--public-key', key, '--json']);
    writeFileSync(file, small.lines.slice(0, 1000).join(''));
    const few = bulk(file);
    writeFileSync(file, '');
    for (let at = 0; at < large; at += small.lines.length) {
      appendFileSync(file, small.lines.slice(0, large - at).join(''));
    }
    say(
      'peak memory of --bulk',
      `${few} MiB for 1,000 lines, ${bulk(file)} MiB for ${round(large)}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  const [, , first, second] = process.argv;
  if (first === '--curve') {
    const { curve, openssl } = CURVES.find(({ name }) => name === second);
    console.log(JSON.stringify(await curveFigures(curve, openssl)));
  } else await benchCheck(first === undefined ? {} : { large: Number(first) });
}
