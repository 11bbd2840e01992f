/** A. Reaching the provider: the first call of each endpoint, and what is tried on purpose. */
import { PRODUCTS } from '../../product.js';
import type { Chapter } from '../chapter.js';
import { fact, learn } from '../known.js';
import type { ProviderRun } from '../run.js';
import { statusOf } from '../seen.js';
import { type Surveyed, survey } from '../survey.js';
import {
  AUTHENTICATION_RULES,
  askAuthentication,
  findSpelling,
} from './reaching/authentication.js';
import { FORM_RULES, judgeForms } from './reaching/forms.js';
import { askMalformed, MALFORMED_RULES } from './reaching/malformed.js';
import { askOddities, ODDITY_RULES } from './reaching/oddities.js';
import { judgeCrashes, judgeTransport, TRANSPORT_RULES } from './reaching/transport.js';

export const reaching: Chapter = {
  name: 'Reaching the provider',
  products: PRODUCTS,
  rules: [
    ...TRANSPORT_RULES,
    ...AUTHENTICATION_RULES,
    ...FORM_RULES,
    ...ODDITY_RULES,
    ...MALFORMED_RULES,
  ],
  async run(run: ProviderRun): Promise<void> {
    let surveyed = await survey(run);
    const isRefused = ({ first }: Surveyed) => [401, 403].includes(statusOf(first));
    if (surveyed.every(isRefused) && (await findSpelling(run, surveyed[0]!.first))) {
      learn(run, 'unusable', {});
      surveyed = await survey(run);
    }
    judgeTransport(run, surveyed);
    judgeCrashes(run, surveyed);
    judgeForms(run, surveyed);
    if (surveyed.every(({ first }) => !first.answer)) {
      const why = `waited for an answer: ${Object.values(fact(run, 'unusable') ?? {})[0]}`;
      for (const id of reaching.rules) run.judge.notRun(id, why);
      return;
    }
    await askAuthentication(run);
    await askOddities(run);
    await askMalformed(run);
  },
};
