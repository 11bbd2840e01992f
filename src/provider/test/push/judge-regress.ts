/** STATUS_REGRESSES of sell and card: they have no status to poll, so what was pushed has to tell. */
import { FINAL, type Status } from '../../serve/course.js';
import { count } from './judge-form.js';
import { pushesOf, statusOf, type Watched } from './watch.js';

export function judgeRegress(watched: Watched): void {
  const { run } = watched;
  const id = 'STATUS_REGRESSES';
  if (run.product === 'swap') return;
  const statuses = pushesOf(watched, 'accept').map(statusOf);
  const end = statuses.findIndex((status) => FINAL.has(status as Status));
  const final = statuses[end];
  if (final === undefined) {
    run.judge.notRun(id, watched.stopped ?? 'no final status was pushed');
    return;
  }
  const behind = statuses.slice(end + 1);
  // A late deposit of an expired order is sent back.
  const other = behind.find(
    (status) => status !== final && !(final === 'EXPIRED' && status === 'REFUNDED'),
  );
  if (other === undefined) {
    const evidence = `${final} was pushed, and ${count(behind.length)} behind it tell nothing else`;
    run.judge.passed(id, { evidence });
  } else run.judge.failed(id, { evidence: `${final} was pushed, and ${other} behind it` });
}
