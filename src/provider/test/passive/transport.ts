/** Times, sizes, ends, redirects, clocks. */

import { cut } from '../../../shown.js';
import type { Exchange, FailureKind } from '../exchange.js';
import { operationsOf } from '../operations.js';
import type { ProviderRun } from '../run.js';
import { aheadAt } from '../time.js';
import { type Look, type PassiveRule, problem } from './look.js';

/** Ledger drops a quote that takes longer, milliseconds. */
const HEADERS_LIMIT = 5_000;
/** A body that takes longer behind its headers drips, milliseconds. */
const BODY_LIMIT = 5_000;
/** The Date header has whole seconds. */
const CLOCK_LIMIT = 61_000;

export const TRANSPORT: readonly PassiveRule[] = [
  {
    id: 'HTTP_SLOW_HEADERS',
    waited: 'no answer came whose time could be taken',
    look(exchange, run) {
      const { failure, headersMs, totalMs } = exchange;
      const severity = isQuote(exchange, run) ? 'error' : 'warning';
      if (failure?.kind === 'headers-timeout') return problem(failure.message, severity);
      if (headersMs === undefined) return undefined;
      if (headersMs <= HEADERS_LIMIT) return 'fine';
      return problem(
        `headers after ${Math.round(headersMs)} ms, the answer after ${Math.round(totalMs)} ms: Ledger waits ${HEADERS_LIMIT} ms`,
        severity,
      );
    },
  },
  {
    id: 'HTTP_DRIPPING_BODY',
    waited: 'no body came',
    look({ answer, failure, headersMs = 0, totalMs }) {
      if (failure?.kind === 'deadline') return problem(failure.message);
      if (answer === undefined) return undefined;
      const took = totalMs - headersMs;
      if (took <= BODY_LIMIT) return 'fine';
      return problem(`${answer.bytes.length} bytes took ${Math.round(took)} ms behind the headers`);
    },
  },
  onFailure('HTTP_BODY_TOO_LARGE', 'too-large', 'no body came'),
  onFailure('HTTP_BODY_TRUNCATED', 'truncated', 'no body came'),
  onFailure('HTTP_PROTOCOL_ERROR', 'protocol', 'no answer came'),
  {
    id: 'HTTP_REDIRECTED',
    waited: 'no answer came',
    look({ answer, request }) {
      if (answer === undefined || request.operation === 'probe') return undefined;
      if (answer.status < 300 || answer.status >= 400 || answer.status === 304) return 'fine';
      const location = answer.headers.location;
      const target = location === undefined ? undefined : hostOf(location, request.url);
      if (target === undefined || target === new URL(request.url).host) {
        return problem(
          `status ${answer.status} to the same host: Ledger does not follow`,
          'warning',
        );
      }
      return problem(
        `status ${answer.status} to another host, ${target}: not followed, the key stays`,
      );
    },
  },
  {
    id: 'CLOCK_SKEW',
    waited: 'no answer carries a Date header',
    look({ answer, at, number, headersMs = 0 }, run) {
      const created = zoned(
        (answer?.json as { createdAt?: unknown } | null | undefined)?.createdAt,
      );
      const date = Date.parse(answer?.headers.date ?? '');
      const told = Number.isNaN(date) ? [] : [{ time: date, where: 'Date header' }];
      if (created !== undefined) told.push({ time: created, where: 'createdAt' });
      if (told.length === 0) return undefined;
      // A clock that the run itself has moved on shows either time, as its parts use it or not.
      const off = ({ time }: { time: number }) => {
        const given = skew(time, at + headersMs);
        const moved = skew(time, at + headersMs + aheadAt(run, number));
        return Math.abs(moved) < Math.abs(given) ? moved : given;
      };
      const skewed = told.find((one) => Math.abs(off(one)) > CLOCK_LIMIT);
      if (skewed === undefined) return 'fine';
      const seconds = off(skewed);
      const side = seconds > 0 ? 'ahead of' : 'behind';
      return problem(
        `its clock is ${Math.round(Math.abs(seconds) / 1000)} s ${side} ours (${skewed.where})`,
      );
    },
  },
  {
    id: 'RATE_LIMITED',
    waited: 'no answer came',
    look({ answer, number }) {
      if (answer === undefined) return undefined;
      if (answer.status !== 429) return 'fine';
      const wait = answer.headers['retry-after'];
      const asked = wait === undefined ? 'without Retry-After' : `Retry-After: ${cut(wait)}`;
      return problem(`429 after ${number - 1} calls, ${asked}`);
    },
  },
];

function onFailure(id: string, kind: FailureKind, waited: string): PassiveRule {
  return {
    id,
    waited,
    look({ answer, failure }: Exchange): Look {
      if (failure?.kind === kind) return problem(failure.message);
      return answer === undefined ? undefined : 'fine';
    },
  };
}

const skew = (theirs: number, ours: number): number => theirs - ours;

/** Without its zone a time may be hours off for its reader: that is another rule's. */
function zoned(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/(z|[+-]\d\d:?\d\d)$/i.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

const isQuote = ({ request }: Exchange, { product }: ProviderRun): boolean =>
  operationsOf(product).some(({ id, kind }) => id === request.operation && kind === 'quote');

function hostOf(location: string, base: string): string | undefined {
  try {
    return new URL(location, base).host;
  } catch {
    return undefined;
  }
}
