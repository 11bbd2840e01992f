/** Reasons that several handlers give. */
import type { Layout, LayoutProblem } from '../exchange/layout.js';
import { SW } from '../exchange/status.js';
import { type Outcome, refuse } from './outcome.js';
import type { AppState } from './state.js';

/**
 * 6A80: the command data does not have the layout it must have.
 * @param why what is known beyond that, behind the sentence.
 */
export function malformed(
  state: AppState,
  layout: Layout,
  problem: LayoutProblem,
  why = '',
): Outcome {
  const { field, offset, expected, actual } = problem;
  const what =
    field === undefined
      ? `bytes are left over behind the ${layout.name}`
      : `${field} of the ${layout.name} is malformed at byte ${offset} of the data${why}`;
  const where = field === undefined ? {} : { field };
  return refuse(state, SW.INCORRECT_COMMAND_DATA, { what, expected, actual, ...where });
}
