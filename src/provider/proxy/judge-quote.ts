/** A quote as it passes. */

import { cut } from '../../shown.js';
import { judgeQuote as judgeBuyQuote } from '../test/chapters/buy-quote.js';
import { judgeQuote as judgeSellQuote } from '../test/chapters/sell-quote.js';
import { judgeSeen } from '../test/chapters/swap-quote.js';
import type { Exchange } from '../test/exchange.js';
import type { GoodQuote } from '../test/known.js';
import type { ProviderRun } from '../test/run.js';
import { BoundedMap } from './bounded-map.js';

/** Ids that are remembered. */
const IDS = 100_000;

export class QuoteJudge {
  /** The call that gave it. */
  private readonly ids = new BoundedMap<string, number>(IDS);

  judge(run: ProviderRun, exchange: Exchange, quote: GoodQuote): void {
    if (run.product === 'swap') judgeSeen({ ...run, journal: [exchange] }, []);
    else if (run.product === 'buy') judgeBuyQuote(run, quote);
    else judgeSellQuote(run, quote);
    this.judgeId(run, exchange, quote);
  }

  private judgeId({ judge }: ProviderRun, { number }: Exchange, { quoteId }: GoodQuote): void {
    if (quoteId === undefined) return;
    const before = this.ids.get(quoteId);
    this.ids.set(quoteId, number);
    if (before === undefined) return;
    const evidence = `calls ${before} and ${number} were both answered quoteId ${cut(quoteId)}`;
    judge.failed('QUOTE_ID_REUSED', { evidence, exchanges: [before, number] });
  }
}
