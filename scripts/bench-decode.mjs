// Recordings: exchanges decoded and replayed per second, one thread.
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { deviceSetup, parseRecording, replay } from '../build/capture/index.js';
import { Decoder } from '../build/decode/decoder.js';
import { readLog } from '../build/logs/index.js';
import { nodeVerifier } from '../build/simulator/node-verifier.js';
import { figure } from './bench-figures.mjs';

const FOLDER = resolve(import.meta.dirname, '../test/golden/suite-nanosp');
const SECONDS = 5;

async function perSecond(round) {
  await round();
  let count = 0;
  const start = performance.now();
  while (performance.now() - start < SECONDS * 1000) count += await round();
  return Math.round(count / ((performance.now() - start) / 1000));
}

export async function benchDecode() {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.apdu'));
  const texts = files.map((name) => readFileSync(join(FOLDER, name)));
  // A decoder of its own for each file: nothing is remembered from the one before.
  const decoded = await perSecond(() => {
    let count = 0;
    for (const text of texts) {
      const decoder = new Decoder({ verifier: nodeVerifier });
      for (const exchange of readLog(text).exchanges) {
        decoder.decode(exchange);
        count++;
      }
    }
    return count;
  });
  const recordings = texts.map((text, at) => parseRecording(text.toString(), files[at]));
  const replayed = await perSecond(async () => {
    let count = 0;
    for (const [at, recording] of recordings.entries()) {
      const setup = deviceSetup(recording, {});
      const result = await replay(recording, { ...setup, verifier: nodeVerifier }, files[at]);
      count += result.exchanges;
    }
    return count;
  });
  const said = (rate) => rate.toLocaleString('en');
  console.log(`decode                     ${said(decoded)} exchanges/s, signatures verified`);
  console.log(`replay                     ${said(replayed)} exchanges/s`);
  figure('decode, exchanges/s', decoded, 'more');
  figure('replay, exchanges/s', replayed, 'more');
}
