/** N. The run about itself: last, when everything else is decided. */

import { PRODUCTS } from '../../product.js';
import { curlLine } from '../../report/curl.js';
import { redactor, secretsOf, shownExchange } from '../../report/redacted.js';
import type { Chapter } from '../chapter.js';
import { isOver, PASSES_NOW, withDeviations } from '../deviations.js';
import { shownOrders } from '../order-shown.js';
import { profileHash } from '../profile-hash.js';
import type { RuleResult } from '../result.js';
import { NOT_ALLOWED, type ProviderRun, UNSEEN } from '../run.js';

const RULES = [
  'RUN_NOT_ALLOWED',
  'RUN_SKIPPED',
  'KNOWN_DEVIATION',
  'SECRET_REDACTED',
  'RUN_REPRODUCIBLE',
] as const;

/** Operations of our contracts that make an order. */
const ORDERS: ReadonlySet<string> = new Set([
  'swapFixed',
  'swapFloat',
  'sell',
  'cardSell',
  'fundDraft2024',
]);

export const self: Chapter = {
  name: 'the run itself',
  products: PRODUCTS,
  rules: RULES,
  run: async (run) => {
    const results = run.judge.results().filter(({ id }) => !RULES.some((own) => own === id));
    notAllowed(run, results);
    skipped(run, results);
    deviations(run, results);
    secrets(run, results);
    reproducible(run, results);
  },
};

function notAllowed({ judge, journal, createOrders }: ProviderRun, results: readonly RuleResult[]) {
  const id = 'RUN_NOT_ALLOWED';
  const made = journal.filter(({ request }) => ORDERS.has(request.operation));
  if (createOrders) {
    judge.passed(id, { evidence: `orders were allowed; ${calls(made.length)} made or tried one` });
  } else if (made.length > 0) {
    const exchanges = made.map(({ number }) => number);
    judge.failed(id, {
      evidence: `${calls(made.length)} that make orders, without --create-orders`,
      exchanges,
    });
  } else {
    const left = results.filter(({ result, why }) => result === 'notRun' && why === NOT_ALLOWED);
    const names = left.map((rule) => rule.id).join(', ');
    judge.passed(id, {
      evidence:
        left.length === 0
          ? 'no rule of this product needs an order'
          : `no order was made; ${left.length} rules need one: ${names}`,
    });
  }
}

function skipped({ judge }: ProviderRun, results: readonly RuleResult[]) {
  const notRun = results.filter(({ result }) => result === 'notRun');
  const silent = notRun.filter(({ why = UNSEEN }) => why === UNSEEN);
  if (silent.length === 0) {
    judge.passed('RUN_SKIPPED', {
      evidence: `${notRun.length} rules were not run, each with its reason`,
    });
    return;
  }
  const names = silent.slice(0, MAX_NAMED).map(({ id }) => id);
  if (silent.length > MAX_NAMED) names.push('…');
  judge.failed('RUN_SKIPPED', {
    evidence: `${silent.length} rules were not run without a reason: ${names.join(', ')}`,
  });
}

export function deviations({ judge, profile, now }: ProviderRun, results: readonly RuleResult[]) {
  const id = 'KNOWN_DEVIATION';
  const listed = profile.deviations;
  if (listed.length === 0) {
    judge.passed(id, { evidence: 'the profile lists no deviation' });
    return;
  }
  const after = new Map(withDeviations(results, listed, now()).map((one) => [one.id, one]));
  const complaints = listed.flatMap(({ rule, until }) => {
    const one = after.get(rule);
    if (one?.why === PASSES_NOW) return [`${rule} ${PASSES_NOW}`];
    if (one?.result === 'failed' && isOver(until, now()))
      return [`${rule} was agreed until ${until}`];
    return [];
  });
  if (complaints.length > 0) {
    judge.failed(id, { evidence: complaints.join('; ') });
    return;
  }
  judge.passed(id, {
    evidence: `${listed.length} listed: ${listed.map(({ rule, until }) => `${rule} until ${until}`).join(', ')}`,
  });
}

/** Looks for the plain values, not with the eyes of the one who hid them. */
export function secrets(run: ProviderRun, results: readonly RuleResult[]) {
  const { judge, journal, profile } = run;
  const redact = redactor(profile);
  const shown = journal.map((exchange) => shownExchange(exchange, profile, redact));
  const texts = [
    ...results.map(({ evidence, why = '' }) => redact(`${evidence}\n${why}`)),
    ...shown.flatMap((one) => [JSON.stringify(one), curlLine(one)]),
    ...shownOrders(run).flatMap(({ title, fields, device = '' }) =>
      [title, device, ...fields.flatMap(({ value, expected = '' }) => [value, expected])].map(
        redact,
      ),
    ),
  ];
  const values = secretsOf(profile);
  const leaks = texts.filter(
    (text) => values.some((value) => text.includes(value)) || /[\w.+-]@[\w-]+\.\w/.test(text),
  );
  const evidence = `${texts.length} texts that reports show were searched for ${new Set(Object.keys(profile.headers)).size} headers, keys and e-mail addresses`;
  if (leaks.length === 0) judge.passed('SECRET_REDACTED', { evidence });
  else judge.failed('SECRET_REDACTED', { evidence: `${evidence}: found in ${leaks.length}` });
}

function reproducible(
  { judge, journal, profile, seed, now }: ProviderRun,
  results: readonly RuleResult[],
) {
  const id = 'RUN_REPRODUCIBLE';
  const known = new Set(journal.map(({ number }) => number));
  const lost = results.filter(({ exchanges = [] }) =>
    exchanges.some((number) => !known.has(number)),
  );
  if (lost.length > 0 || seed === undefined) {
    const names = lost.map((one) => one.id).join(', ');
    judge.failed(id, {
      evidence:
        seed === undefined ? 'the run has no seed' : `calls that are not in the journal: ${names}`,
    });
    return;
  }
  const hash = profileHash(profile).slice(0, 16);
  judge.passed(id, {
    evidence: `seed ${seed}, profile ${hash}, ${new Date(now()).toISOString()}; ${calls(journal.length)}, each with its curl line`,
  });
}

/** The list of what was not run names all of them. */
const MAX_NAMED = 5;

const calls = (count: number) => (count === 1 ? '1 call' : `${count} calls`);
