/** Methods and paths: what the newest contract says, and what answers instead. */
import { named } from '../../operations.js';
import type { ProviderRun } from '../../run.js';
import { numbers, told } from '../../seen.js';
import type { Surveyed } from '../../survey.js';

export const FORM_RULES = ['METHOD_WRONG', 'PATH_OLD', 'QUOTES_PATH'] as const;

export function judgeForms(run: ProviderRun, surveyed: readonly Surveyed[]): void {
  judgeMethods(run, surveyed);
  judgeOldPaths(run, surveyed);
  judgeQuotes(run, surveyed);
}

function judgeMethods({ judge }: ProviderRun, surveyed: readonly Surveyed[]): void {
  for (const { operation, first, otherMethod } of surveyed) {
    if (otherMethod === undefined) continue;
    const evidence = `${told(first)}, while ${told(otherMethod)}: Ledger calls ${named(operation)}`;
    judge.failed('METHOD_WRONG', { evidence, exchanges: numbers(first, otherMethod) });
  }
  const right = surveyed.filter(isAsDocumented);
  if (right.length === 0) judge.notRun('METHOD_WRONG', 'no endpoint answered');
  else {
    judge.passed('METHOD_WRONG', {
      evidence: `${right.map(({ operation }) => named(operation)).join(', ')} answer as documented`,
      exchanges: numbers(...right.map(({ first }) => first)),
    });
  }
}

function judgeOldPaths({ judge, createOrders }: ProviderRun, surveyed: readonly Surveyed[]): void {
  for (const { operation, first, other } of surveyed) {
    if (other === undefined || other.form.isCurrent) continue;
    const evidence = `${told(first)}; only ${other.form.path} (${other.form.generation}) answers: Ledger calls ${operation.path}`;
    judge.failed('PATH_OLD', { evidence, exchanges: numbers(first, other.exchange) });
  }
  const right = surveyed.filter(isAsDocumented);
  if (right.length === 0) judge.notRun('PATH_OLD', 'no endpoint answered');
  else {
    const orders = createOrders ? '' : ' (orders not asked for without --create-orders)';
    judge.passed('PATH_OLD', {
      evidence: `answer under their names of today: ${right.map(({ operation }) => operation.path).join(', ')}${orders}`,
      exchanges: numbers(...right.map(({ first }) => first)),
    });
  }
}

function judgeQuotes({ judge }: ProviderRun, surveyed: readonly Surveyed[]): void {
  const quote = surveyed.find(({ operation }) =>
    operation.others.some(({ path }) => path === '/quotes'),
  );
  if (quote?.other !== undefined) {
    const evidence = `${told(quote.first)}, ${told(quote.other.exchange)}: the contracts say /quote, the portal pages /quotes; the run goes on with /quotes`;
    judge.failed('QUOTES_PATH', {
      evidence,
      exchanges: numbers(quote.first, quote.other.exchange),
    });
  } else if (quote !== undefined && isAsDocumented(quote)) {
    const evidence = `${told(quote.first)}: the name of the contracts`;
    judge.passed('QUOTES_PATH', { evidence, exchanges: numbers(quote.first) });
  } else judge.notRun('QUOTES_PATH', 'neither /quote nor /quotes answered normally');
}

/** The endpoint is there under its method and path, whatever it says. */
const isAsDocumented = ({ first, isAbsent }: Surveyed): boolean =>
  first.answer !== undefined && !isAbsent;
