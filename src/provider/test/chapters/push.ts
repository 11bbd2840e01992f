/** J. Status push: a receiver of ours stands in for Ledger's. */
import { DeviceError, InputError } from '../../../errors.js';
import type { Chapter } from '../chapter.js';
import { COURSE_RULES, judgeCourse } from '../push/judge-course.js';
import { FORM_RULES, judgeForm } from '../push/judge-form.js';
import { judgeRegress } from '../push/judge-regress.js';
import { judgeRetries, RETRY_RULES } from '../push/judge-retries.js';
import { watchPushes } from '../push/play.js';
import { NOT_ALLOWED, type ProviderRun } from '../run.js';

const RULES = [...FORM_RULES, ...COURSE_RULES, ...RETRY_RULES] as const;

export const push: Chapter = {
  name: 'Status push',
  products: ['swap', 'sell', 'card'],
  rules: RULES,
  async run(run) {
    const why = await play(run);
    for (const id of RULES) run.judge.notRun(id, why);
    // Swap's is decided by polls.
    if (run.product !== 'swap') run.judge.notRun('STATUS_REGRESSES', why);
  },
};

/** The reason of what is left undecided. */
async function play(run: ProviderRun): Promise<string> {
  const { webhook } = run.profile;
  if (!run.createOrders) return NOT_ALLOWED;
  if (webhook === undefined) {
    return 'the profile names no webhook: needs webhook.listen, where this run listens and the provider pushes to';
  }
  let watched: Awaited<ReturnType<typeof watchPushes>>;
  try {
    watched = await watchPushes(run, webhook);
  } catch (error) {
    if (error instanceof DeviceError || error instanceof InputError) {
      return `webhook.listen cannot be used: ${error.message}`;
    }
    throw error;
  }
  if (typeof watched === 'string') return watched;
  judgeForm(watched);
  judgeCourse(watched);
  judgeRegress(watched);
  judgeRetries(watched);
  if (run.judge.hasFailed('WEBHOOK_NEVER')) return 'waited for WEBHOOK_NEVER: no push came';
  if (watched.pushes.length > 0) return 'no push of the kind it looks at came';
  return (
    watched.stopped ??
    `no push came in ${watched.passed} s, and no change that should have been pushed was seen`
  );
}
