/**
 * `exchange-sim check --from redis://HOST/STREAM --group NAME --to redis://HOST/STREAM`: one consumer
 * of a group, until it is told to stop. Start as many as there are cores.
 */
import { randomUUID } from 'node:crypto';
import { parseStreamAddress, StreamConsumer } from '../../bulk/redis-stream.js';
import { StreamJudge } from '../../bulk/stream-judge.js';
import { Checker } from '../../check/check.js';
import { EXIT, InputError } from '../../errors.js';
import { expected, shownText } from '../../shown.js';
import type { Io } from '../io.js';
import { caseOptions } from './case.js';
import { askedOf } from './checker.js';
import type { CheckOptions } from './options.js';

const CLAIM_AFTER_MS = 30_000;
const MAX_DELIVERIES = 3;

/**
 * @returns 0 when it was told to stop, or with `--until-empty` when every entry has its verdict.
 * @throws InputError for options, DeviceError when Redis cannot be reached.
 */
export async function checkRedis(
  files: readonly string[],
  options: CheckOptions,
  io: Io,
): Promise<number> {
  const { from = '', to = '', group, consumer, claimAfter, untilEmpty } = options;
  if (files.length > 0) throw new InputError(expected('--from', 'without files', 'both'));
  if (group === undefined) throw new InputError(expected('--group', 'beside --from', 'none'));
  const stream = await StreamConsumer.open({
    from: parseStreamAddress(from, '--from'),
    to: parseStreamAddress(to, '--to'),
    group,
    consumer: consumer ?? `exchange-sim-${randomUUID()}`,
    claimAfter: claimAfter === undefined ? CLAIM_AFTER_MS : millisecondsOf(claimAfter),
    maxDeliveries: MAX_DELIVERIES,
  });
  const judge = new StreamJudge(
    new Checker(askedOf(options)),
    caseOptions(options),
    from.replace(/\/\/[^/@]*@/, '//'),
  );
  let judged = 0;
  let isStopped = false;
  const stop = () => {
    isStopped = true;
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
  try {
    while (!isStopped) {
      const entries = await stream.next();
      if (entries.length === 0) {
        if (untilEmpty === true && (await stream.pending()) === 0) break;
        continue;
      }
      const answers = entries.map(({ id, text }, at) => ({
        id,
        verdict: judge.judge({ number: judged + at + 1, text }).text,
      }));
      judged += await stream.finish(answers);
    }
  } finally {
    process.off('SIGTERM', stop).off('SIGINT', stop);
    stream.close();
  }
  io.stderr.write(`${judged} verdicts\n`);
  return EXIT.yes;
}

function millisecondsOf(text: string): number {
  const seconds = Number(text);
  if (text.trim() !== '' && seconds >= 0.1 && seconds <= 86_400) return Math.round(seconds * 1000);
  throw new InputError(expected('--claim-after', 'seconds from 0.1 to 86400', shownText(text)));
}
