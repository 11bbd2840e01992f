/** Errors as a client reads them: a status and one sentence, as JSON. */
import { DeviceError, ExchangeSimError } from '../errors.js';
import { NotAllowedError } from './allow-list.js';
import { LimitError } from './limits.js';
import { BodyError, ClientGoneError } from './request-body.js';
import { speculosResponse } from './speculos-json.js';

/** Speculos calls it `message` where its framework found the mistake, `error` where it did itself. */
export function failureResponse(error: unknown): Response {
  if (error instanceof BodyError)
    return speculosResponse({ message: error.message }, { status: 400 });
  if (error instanceof ClientGoneError) return new Response(null, { status: 400 });
  if (error instanceof LimitError) {
    const headers = error.status === 503 ? { 'Retry-After': '1' } : {};
    return speculosResponse({ error: error.message }, { status: error.status, headers });
  }
  if (error instanceof ExchangeSimError) {
    return speculosResponse({ error: failureSentence(error) }, { status: statusOf(error) });
  }
  return speculosResponse(
    { error: 'unexpected: this is a defect of exchange-sim' },
    { status: 500 },
  );
}

export function isUnexpected(error: unknown): boolean {
  const expected = [BodyError, ClientGoneError, LimitError, ExchangeSimError];
  return !expected.some((kind) => error instanceof kind);
}

function statusOf(error: ExchangeSimError): number {
  if (error instanceof NotAllowedError) return 403;
  return error instanceof DeviceError ? 502 : 400;
}

/** What is wrong, and what to do. */
export function failureSentence(error: Error): string {
  const { message, hint } = error as Error & { hint?: string };
  return hint === undefined ? message : `${message}. ${hint}`;
}
