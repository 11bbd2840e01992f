/**
 * The errors this package throws. A refusal by a device is never an error: it is an answer with a
 * status word. Errors are for broken input, broken cables and broken use.
 */

/** Exit code of the command line for each kind of error. */
export const EXIT = { yes: 0, no: 1, usage: 2, unavailable: 3 } as const;

/** What all errors of this package have in common. */
export class ExchangeSimError extends Error {
  override readonly name: string = 'ExchangeSimError';
  readonly exitCode: number = EXIT.usage;
  /** What to do next, one sentence. */
  readonly hint: string | undefined;

  constructor(message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.hint = options.hint;
  }
}

/** The caller gave something that cannot be used: names the field, what was expected, what came. */
export class InputError extends ExchangeSimError {
  override readonly name = 'InputError';
}

/** The device cannot be reached, went away, or will not answer. */
export class DeviceError extends ExchangeSimError {
  override readonly name: string = 'DeviceError';
  override readonly exitCode = EXIT.unavailable;
}

/** The command was sent and no whole answer came: whether the device did it nobody knows. */
export class LostAnswerError extends DeviceError {
  override readonly name = 'LostAnswerError';
}

/** A provider's backend threw, refused, or answered what is no answer. */
export class ProviderError extends ExchangeSimError {
  override readonly name: string = 'ProviderError';
  override readonly exitCode: number = EXIT.no;
}

/** It answered over HTTP, and not with what it was asked for: an error, a page, another address. */
export class ProviderRefusal extends ProviderError {
  override readonly name = 'ProviderRefusal';
}

/** Nobody answered where the provider should be, or no whole answer came. */
export class ProviderAwayError extends ProviderError {
  override readonly name = 'ProviderAwayError';
  override readonly exitCode = EXIT.unavailable;
}
