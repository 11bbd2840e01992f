/** B. Errors: what is asked wrong on purpose must be refused as the documents say. */
import { PRODUCTS } from '../../product.js';
import type { Chapter } from '../chapter.js';
import { whyNothing } from '../operations.js';
import type { ProviderRun } from '../run.js';
import { depositProbes } from './errors/deposit.js';
import { judgeLimits } from './errors/limits.js';
import { errorProbes } from './errors/probe.js';
import { askRegion, REGION_RULES } from './errors/region.js';
import { judgeError } from './errors/shape.js';

const SHAPE_RULES = [
  'ERROR_HTTP_MISMATCH',
  'ERROR_SHAPE',
  'ERROR_SHAPE_BUY',
  'ERROR_KEY_UNKNOWN',
  'ERROR_KEY_OLD_NAME',
  'ERROR_KEY_CASE',
  'ERROR_LIMITS_MISSING',
  'ERROR_LIMITS_WRONG',
  'ERROR_MESSAGE_EMPTY',
] as const;

export const errors: Chapter = {
  name: 'Errors',
  products: PRODUCTS,
  rules: [...SHAPE_RULES, ...REGION_RULES],
  async run(run: ProviderRun): Promise<void> {
    const probes = [...errorProbes(run), ...(await depositProbes(run))];
    let refused = 0;
    for (const probe of probes) {
      const exchange = await run.client.call(probe.call);
      if (!judgeError(run, probe, exchange)) continue;
      refused++;
      await judgeLimits(run, probe, exchange);
    }
    await askRegion(run);
    for (const id of SHAPE_RULES) run.judge.notRun(id, reason(run, id, probes.length, refused));
  },
};

function reason(run: ProviderRun, id: string, asked: number, refused: number): string {
  if (asked === 0) return whyNothing(run);
  if (refused === 0) return `none of ${asked} wrong requests was refused: no error to look at`;
  if (id === 'ERROR_LIMITS_WRONG') return 'waited for ERROR_LIMITS_MISSING: no error named a limit';
  if (id === 'ERROR_LIMITS_MISSING') return 'no amount was refused for its limit';
  return `of ${refused} errors none had what it looks at (a known messageKey)`;
}
