/** STATUS_DIFFERS_FROM_PUSH: poll and push are each other's fallback. */
import { count } from './judge-form.js';
import { pushesOf, statusOf, type Watched } from './watch.js';

const ID = 'STATUS_DIFFERS_FROM_PUSH';

/** From the last push and the last poll of one order: time enough has passed between the two. */
export function judgeAgreement(watched: Watched): void {
  const { run, polls } = watched;
  const { judge, profile } = run;
  const own = pushesOf(watched, 'accept');
  const last = polls.at(-1);
  const push = own.findLast((one) => last === undefined || one.at <= last.at);
  if (push === undefined || last === undefined) {
    judge.notRun(ID, last === undefined ? 'no status was polled' : 'waited for WEBHOOK_NEVER');
    return;
  }
  const word = push.body?.providerStatus ?? push.body?.status;
  const mapped = typeof word === 'string' ? profile.statuses?.[word] : undefined;
  const pushed = mapped ?? statusOf(push);
  const polled = profile.statuses?.[last.status] ?? last.status.toUpperCase();
  // Polls have no word for the pay-in.
  const wanted = pushed === 'TRANSFER_IN_COMPLETED' ? 'PENDING' : pushed;
  const exchanges = [last.exchange.number];
  const evidence = `after ${count(own.length)} the last says ${pushed || 'nothing'}, GET /status ${polled}`;
  if (wanted === polled || pushed === polled) judge.passed(ID, { evidence, exchanges });
  else judge.failed(ID, { evidence, exchanges });
}
