/** Somebody else's backend, asked in this process: what it throws is told as its own. */
import { parseJson } from '../check/answer/json-text.js';
import { InputError, ProviderError } from '../errors.js';
import { expected } from '../shown.js';
import type { NonceForm, ProviderRequest } from '../sign/provider-request.js';

/** A backend of one's own that is asked as a function. */
export interface AskedProvider {
  /** Returns its answer, or a promise of it: the JSON as an object, or as text. */
  readonly ask: (request: ProviderRequest) => unknown;
  /** As the product's page writes the nonce when absent. */
  readonly nonceForm?: NonceForm;
  /** Members added to the request or in the place of its own: a quoteId, the provider's ids. */
  readonly members?: ProviderRequest;
}

/**
 * The answer as JSON holds it: what went over HTTP is no more than that.
 * @throws ProviderError with what the provider threw, InputError when the answer is not JSON.
 */
export async function askedAnswer(
  { ask }: AskedProvider,
  request: ProviderRequest,
): Promise<unknown> {
  let answer: unknown;
  try {
    answer = await ask(request);
  } catch (cause) {
    const said = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new ProviderError(`the provider threw instead of answering: ${said}`, {
      cause,
      hint: 'The error comes from the function given as provider; its own stack is in cause.',
    });
  }
  const text = typeof answer === 'string' ? answer : jsonOf(answer);
  return parseJson(text, 'the answer');
}

function jsonOf(answer: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(answer);
  } catch (cause) {
    const why = (cause as Error).message.split('\n')[0];
    throw new InputError(
      expected('the answer', 'an object that JSON can hold', `one it cannot: ${why}`),
      { cause },
    );
  }
  if (text !== undefined) return text;
  throw new InputError(
    expected(
      'the answer',
      'an object with providerSig',
      answer === undefined ? 'nothing' : typeof answer,
    ),
    { hint: 'The provider must return its answer, or a promise of it.' },
  );
}
