/** Errors as each product's contract wants them (provider-api.md#errors). */
import { InputError } from '../../errors.js';
import type { Problem } from '../contract/document.js';
import type { Product } from '../product.js';
import { ApiError, JSON_TYPE, type Reply, TEXT_TYPE } from './call.js';

/** The request is not as the contract wants it; the sentence names the first member. */
export function badRequest(problems: readonly Problem[]): ApiError {
  const [first] = problems;
  const where = first === undefined || first.at === '' ? 'body' : first.at.replace(/^[/?]/, '');
  const what = first?.message.startsWith(`${where}`) ? first.message : `${where} ${first?.message}`;
  return new ApiError(400, undefined, `Request not understood: ${what}`);
}

/** @param operation as the contract calls it: two of them answer 400 as plain text. */
export function failureReply(product: Product, operation: string, error: unknown): Reply {
  const failure = asApiError(error);
  const { status, message, additionalFields } = failure;
  if (product === 'buy' || operation === 'sellRedirect') {
    // Buy: plain text that names the parameter for 400, a number and a sentence for the rest.
    if (status === 400) return { status, headers: TEXT_TYPE, body: message };
    return { status, headers: JSON_TYPE, body: { code: status, message } };
  }
  // Swap asks for a sentence only; sell and card ask for a key in every error.
  const key = failure.messageKey ?? (product === 'swap' ? undefined : keyOf(status));
  const body = {
    ...(key === undefined ? {} : { messageKey: key }),
    message,
    ...(additionalFields === undefined ? {} : { additionalFields }),
  };
  return { status, headers: JSON_TYPE, body };
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  // What cannot be put into a message the device takes: a text too long, an amount too precise.
  if (error instanceof InputError) return new ApiError(400, undefined, error.message);
  return new ApiError(500, undefined, 'The provider could not do this.');
}

function keyOf(status: number): string {
  if (status === 401) return 'UNAUTHORIZED';
  return status === 400 ? 'BAD_REQUEST' : status === 404 ? 'NOT_FOUND' : 'INTERNAL_ERROR';
}
