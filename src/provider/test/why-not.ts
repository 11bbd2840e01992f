/** Why later calls of an operation would say nothing: the rule they wait for. */
import type { Exchange, FailureKind } from './exchange.js';
import type { OperationKind } from './operations.js';
import { callName } from './seen.js';

/** Longer than this, milliseconds, and an operation is not asked again and again. */
const SLOW = 5_000;

const RULES: Readonly<Partial<Record<FailureKind, string>>> = {
  'headers-timeout': 'HTTP_SLOW_HEADERS',
  deadline: 'HTTP_DRIPPING_BODY',
  'too-large': 'HTTP_BODY_TOO_LARGE',
  truncated: 'HTTP_BODY_TRUNCATED',
  protocol: 'HTTP_PROTOCOL_ERROR',
  tls: 'HTTP_TLS_INVALID',
};

export const ruleOfFailure = (kind: FailureKind): string => RULES[kind] ?? 'HTTP_UNREACHABLE';

export interface Answered {
  readonly exchange: Exchange;
  readonly kind: OperationKind;
  /** Nothing is served under its name. */
  readonly isAbsent: boolean;
}

/** Undefined when more calls of its kind make sense. */
export function whyNot({ exchange, kind, isAbsent }: Answered): string | undefined {
  const { answer, failure, totalMs, headersMs = 0 } = exchange;
  const call = callName(exchange);
  if (failure !== undefined) {
    return `waited for ${ruleOfFailure(failure.kind)}: ${call}: ${failure.message}`;
  }
  if (totalMs > SLOW) {
    const rule = headersMs > SLOW ? 'HTTP_SLOW_HEADERS' : 'HTTP_DRIPPING_BODY';
    return `waited for ${rule}: ${call} took ${Math.round(totalMs)} ms`;
  }
  const status = answer?.status ?? 0;
  if (status >= 200 && status < 300) {
    return answer?.json === undefined ? `waited for JSON_INVALID: ${call}` : undefined;
  }
  if (status >= 300 && status < 400) return `waited for HTTP_REDIRECTED: ${call} answers ${status}`;
  // Orders and states are asked for by ids nobody has: the answer is an error of the contract.
  const isExpected = kind === 'order' || kind === 'status';
  const isRefusal = status >= 400 && status < 500 && ![401, 403, 405].includes(status);
  return isExpected && isRefusal && !isAbsent ? undefined : `${call} answers ${status}`;
}

/** An answer that never came to its end, or too late for a next one to be waited for as long. */
export function isLate({ failure, totalMs }: Exchange): boolean {
  const isTimeout = failure?.kind === 'deadline' || failure?.kind === 'headers-timeout';
  return isTimeout || totalMs > SLOW;
}
