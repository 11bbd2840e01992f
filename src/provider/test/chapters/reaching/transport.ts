/** Whether anybody answers, and whether the way there is safe. */

import { isLoopback } from '../../../../server/loopback.js';
import type { ProviderRun } from '../../run.js';
import { answered, callName, numbers, statusOf, told } from '../../seen.js';
import type { Surveyed } from '../../survey.js';

export const TRANSPORT_RULES = ['HTTP_UNREACHABLE', 'HTTP_TLS_INVALID', 'HTTP_NOT_TLS'] as const;

const NOBODY: readonly string[] = ['dns', 'refused', 'connect-timeout', 'network'];

/** ERROR_HTTP_MISMATCH: what is asked rightly is no error of the server's. */
export function judgeCrashes({ judge, product }: ProviderRun, surveyed: readonly Surveyed[]): void {
  for (const { operation, first, good } of surveyed) {
    const { kind, isOptional } = operation;
    if (good !== undefined || statusOf(first) < 500 || kind === 'order' || kind === 'status')
      continue;
    // Of a card the documents name POST /sell alone.
    if (isOptional && product !== 'swap') continue;
    const evidence = `${told(first)} to a valid request`;
    judge.failed('ERROR_HTTP_MISMATCH', { evidence, exchanges: numbers(first) });
  }
}

export function judgeTransport(run: ProviderRun, surveyed: readonly Surveyed[]): void {
  const first = surveyed.map((one) => one.first);
  judgeReach(run, surveyed);
  const { judge } = run;
  const url = new URL(run.profile.url);
  const broken = first.find(({ failure }) => failure?.kind === 'tls');
  if (broken !== undefined) {
    const evidence = `${url.origin}: ${broken.failure!.message}`;
    judge.failed('HTTP_TLS_INVALID', { evidence, exchanges: numbers(broken) });
  }
  if (url.protocol === 'https:') {
    judge.passed('HTTP_NOT_TLS', { evidence: 'the base URL begins with https://' });
    const good = first.find(({ answer }) => answer !== undefined);
    if (good === undefined) judge.notRun('HTTP_TLS_INVALID', 'no connection came about');
    else {
      const evidence = `the certificate of ${url.host} is valid for its name and today`;
      judge.passed('HTTP_TLS_INVALID', { evidence, exchanges: numbers(good) });
    }
    return;
  }
  judge.notRun('HTTP_TLS_INVALID', 'the base URL is plain HTTP: there is no TLS to look at');
  if (isLoopback(url.hostname)) {
    judge.notRun('HTTP_NOT_TLS', 'the provider runs on this machine: nothing leaves it');
  } else {
    const evidence = `${url.origin} is plain HTTP: whoever is in between reads the key and can change addresses`;
    judge.failed('HTTP_NOT_TLS', { evidence });
  }
}

function judgeReach({ judge }: ProviderRun, surveyed: readonly Surveyed[]): void {
  const first = surveyed.map((one) => one.first);
  const lost = first.find(({ failure }) => NOBODY.includes(failure?.kind ?? ''));
  if (lost !== undefined) {
    judge.failed('HTTP_UNREACHABLE', {
      evidence: `${callName(lost)} ${answered(lost)}`,
      exchanges: numbers(lost),
    });
    return;
  }
  const answers = first.filter(({ answer }) => answer !== undefined);
  if (answers.length === 0) {
    judge.notRun('HTTP_UNREACHABLE', 'no call came to an answer: see the rules of its failure');
    return;
  }
  // Not one endpoint lets us in: nothing can be tested, which must not look like a clean run.
  if (answers.every((exchange) => [401, 403].includes(statusOf(exchange)))) {
    const evidence = `every endpoint refuses the headers of the profile: ${told(answers[0]!)}`;
    judge.failed('HTTP_UNREACHABLE', { evidence, exchanges: numbers(...answers) });
    return;
  }
  // Nor is one there under any of its names: the base URL is wrong, or the host serves something else.
  const isNowhere = ({ isAbsent, other, otherMethod }: Surveyed) =>
    isAbsent && !other && !otherMethod;
  const isNeeded = surveyed.some(({ operation }) => !operation.isOptional);
  if (isNeeded && surveyed.every(isNowhere)) {
    const evidence = `none of the endpoints exists below the base URL: ${told(answers[0]!)}`;
    judge.failed('HTTP_UNREACHABLE', { evidence, exchanges: numbers(...answers) });
    return;
  }
  judge.passed('HTTP_UNREACHABLE', {
    evidence: `${answers.length} endpoints answered their first call`,
    exchanges: numbers(...answers),
  });
}
