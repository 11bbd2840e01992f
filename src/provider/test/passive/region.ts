/** An order refused for a place that no request has named, while quotes are given. */
import { fact } from '../known.js';
import { operationsOf } from '../operations.js';
import { type PassiveRule, problem } from './look.js';

export const REGION: readonly PassiveRule[] = [
  {
    id: 'REGION_INCONSISTENT',
    waited: 'no order was refused with 451',
    look({ request, answer }, run) {
      if (answer?.status !== 451 || fact(run, 'quotes') === undefined) return undefined;
      const isOrder = operationsOf(run.product).some(
        ({ id, kind }) => id === request.operation && kind === 'order',
      );
      const { header, query } = run.profile.region ?? {};
      const isNamed =
        (header !== undefined && request.headers[header.toLowerCase()] !== undefined) ||
        (query !== undefined && new URL(request.url).searchParams.has(query));
      if (!isOrder || isNamed) return undefined;
      return problem('the order is refused with 451, while quotes are given to the same user');
    },
  },
];
