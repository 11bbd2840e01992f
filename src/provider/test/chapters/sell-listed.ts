/** K. What /capabilities lists against what is quoted: a stored copy must not promise too much, nor too little. */

import { capabilitiesOf } from '../capabilities.js';
import type { Chapter } from '../chapter.js';
import { unusable } from '../known.js';
import type { ProviderRun } from '../run.js';
import { askLimits } from './sell-listed/limits.js';
import { askListed, askUnlisted } from './sell-listed/listed.js';

export const sellListed: Chapter = {
  name: 'Catalogue against quotes, of sell and buy',
  products: ['sell', 'buy'],
  rules: ['LISTED_BUT_NOT_QUOTED', 'QUOTED_BUT_NOT_LISTED', 'CAP_LIMITS_QUOTE'],
  async run(run: ProviderRun): Promise<void> {
    const operation = `${run.product}Quote`;
    const capabilities = capabilitiesOf(run);
    const why =
      unusable(run, operation) ??
      (capabilities === undefined
        ? (unusable(run, `${run.product}Capabilities`) ??
          'waited for CAPABILITIES_MISSING: nothing is listed')
        : undefined);
    const isRefused = why !== undefined && !why.startsWith('waited for');
    // A quote that is refused is looked at all the same: that is what is to be told.
    if (isRefused && capabilities !== undefined) await askListed(run, operation, capabilities);
    if (why === undefined && capabilities !== undefined) {
      await askListed(run, operation, capabilities);
      await askUnlisted(run, operation, capabilities);
      await askLimits(run, operation, capabilities);
    }
    for (const id of sellListed.rules) run.judge.notRun(id, why ?? 'nothing to ask for was listed');
  },
};
