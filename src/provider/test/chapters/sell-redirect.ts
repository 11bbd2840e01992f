/** K and M: where the user is sent, and what goes along. */
import type { Chapter } from '../chapter.js';
import type { Exchange } from '../exchange.js';
import { fact, unusable } from '../known.js';
import { operationOf, pathOf } from '../operations.js';
import type { ProviderRun } from '../run.js';
import { isGood, numbers, statusOf, told } from '../seen.js';
import { firstOf, tell } from '../told.js';
import {
  askRedirect,
  judgeCarried,
  judgeEncoding,
  judgeMode,
  judgeTransactionId,
} from './sell-redirect/carried.js';
import { urlComplaints } from './sell-redirect/url.js';

export const sellRedirect: Chapter = {
  name: 'Redirect of sell and buy',
  products: ['sell', 'buy'],
  rules: [
    'SELL_REDIRECT_URL',
    'SELL_REDIRECT_PARAMETERS',
    'SELL_REDIRECT_ENCODING',
    'SELL_REDIRECT_MODE',
    'BUY_REDIRECT_ID',
    'BUY_REDIRECT_OLD',
  ],
  async run(run: ProviderRun): Promise<void> {
    const { judge, product } = run;
    const operation = product === 'buy' ? 'buyRedirect' : 'sellRedirect';
    const first = firstOf(run, operation);
    const why = unusable(run, operation);
    judgeOld(run, operation, first);
    if (why !== undefined) {
      const noQuote = unusable(run, product === 'buy' ? 'buyQuote' : 'sellQuote');
      if (first === undefined) judge.notRun('SELL_REDIRECT_URL', why);
      else if (noQuote !== undefined && isRefusal(first)) {
        // What is not traded leads nowhere: that is told where the quote is judged.
        judge.notRun('SELL_REDIRECT_URL', `${told(first)}, and for the quote ${noQuote}`);
      } else {
        judge.failed('SELL_REDIRECT_URL', { evidence: told(first), exchanges: numbers(first) });
      }
    } else {
      const redirect = await askRedirect(run, operation);
      const complaints = urlComplaints(redirect.text);
      const fine = `an absolute https URL of ${redirect.url?.host}`;
      tell(run, 'SELL_REDIRECT_URL', complaints, fine, redirect.exchange);
      judgeCarried(run, redirect);
      if (product === 'sell') {
        await judgeEncoding(run);
        await judgeMode(run);
      } else await judgeTransactionId(run, redirect);
    }
    for (const id of sellRedirect.rules) {
      judge.notRun(id, why ?? 'waited for SELL_REDIRECT_URL: there is no URL to look at');
    }
  },
};

const isRefusal = (exchange: Exchange): boolean => [400, 404].includes(statusOf(exchange));

/** BUY_REDIRECT_OLD: the name of today, not only that before May 2025. */
function judgeOld(run: ProviderRun, operation: string, first: Exchange | undefined): void {
  if (run.product !== 'buy') return;
  const id = 'BUY_REDIRECT_OLD';
  const { path } = operationOf(run.product, operation);
  const found = pathOf(run, operation);
  const seen = { exchanges: numbers(first) };
  if (fact(run, 'paths')?.[operation] !== undefined && found !== path) {
    run.judge.failed(id, { evidence: `only ${found} answers, not ${path}`, ...seen });
  } else if (first !== undefined && isGood(first)) {
    run.judge.passed(id, { evidence: told(first), ...seen });
  }
}
