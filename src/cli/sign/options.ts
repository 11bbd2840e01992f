/** Options of `sign` as the parser hands them over. */
import type { Curve } from '../../exchange/constants.js';
import type { FieldOptions } from '../../order/options.js';

export interface SignOptions extends FieldOptions {
  readonly legacy?: true;
  readonly key?: string;
  readonly curve?: Curve;
  readonly fields?: string;
  readonly request?: string;
  /** `name=value`, repeatable: replaces any field of the message. */
  readonly field?: readonly string[];
  readonly example?: true;
  readonly mistake?: string;
  readonly listMistakes?: true;
  readonly force?: true;
  readonly case?: true;
  readonly out?: string;
  readonly json?: true;
}
