/**
 * Judges exchanges between others, one by one as they pass: what each shows by itself, and what it
 * shows beside those before it. Asks nothing, keeps little: traffic has no end.
 */

import type { LedgerIdList } from '../ledger-id-list.js';
import { type IsLedgerToken, isLedgerToken } from '../ledger-tokens.js';
import type { Product } from '../product.js';
import { redactor } from '../report/redacted.js';
import { ruleNamed, rulesOf } from '../rules/index.js';
import { judgeError } from '../test/chapters/errors/shape.js';
import { deviations, secrets } from '../test/chapters/self.js';
import { urlComplaints } from '../test/chapters/sell-redirect/url.js';
import type { ProviderClient } from '../test/client.js';
import { withDeviations } from '../test/deviations.js';
import type { Exchange } from '../test/exchange.js';
import { absence, type RunRecord } from '../test/index.js';
import { sampled } from '../test/judgements/samples.js';
import { learn } from '../test/known.js';
import { operationsOf } from '../test/operations.js';
import { PASSIVE_RULES, PassiveTally } from '../test/passive.js';
import type { Profile } from '../test/profile.js';
import type { RuleResult } from '../test/result.js';
import { newJudge, type ProviderRun, summaryOf } from '../test/run.js';
import { callName, isErrorBody, isGood, numbers, statusOf } from '../test/seen.js';
import { tell } from '../test/told.js';
import { WALL_CLOCK, type WallClock } from '../wall-clock.js';
import { type Kind, whyUndecided } from './decided.js';
import { judgeCatalogue } from './judge-catalogue.js';
import { OrderJudge } from './judge-order.js';
import { QuoteJudge } from './judge-quote.js';
import { KeptJournal } from './kept-journal.js';
import { membersIn, orderOf, quoteOf, SeenQuotes } from './seen-order.js';
import { SeenSecrets } from './seen-secrets.js';
import { SeenTimes } from './seen-times.js';

export interface TrafficOptions {
  readonly profile: Profile;
  readonly product: Product;
  /** Ledger's own list of ids. */
  readonly ledgerIds?: LedgerIdList;
  /** Id of the Exchange release that payloads are judged with. */
  readonly firmware?: string;
  readonly wall?: WallClock;
}

/** A list of Ledger's tokens is loaded for it. */
export async function watchTraffic(options: TrafficOptions): Promise<Traffic> {
  return new Traffic(options, isLedgerToken);
}

const SAMPLE = 'OFFICIAL_SAMPLE_ANSWERED';
const UNREACHABLE = 'HTTP_UNREACHABLE';

export class Traffic {
  private readonly run: ProviderRun;
  private readonly isToken: IsLedgerToken;
  private readonly startedAt: number;
  private readonly tallies = PASSIVE_RULES.map((rule) => new PassiveTally(rule));
  private readonly kinds: ReadonlyMap<string, Kind>;
  private readonly seen = new Map<Kind, number>();
  private readonly told = new Map<string, string>();
  private readonly kept = new KeptJournal();
  private readonly secrets: SeenSecrets;
  private readonly quotes = new SeenQuotes();
  private readonly quoteJudge = new QuoteJudge();
  private readonly orderJudge: OrderJudge;
  private readonly times = new SeenTimes();
  private count = 0;
  private good = 0;
  private absent = 0;
  private unjudged = 0;

  constructor(
    { profile, product, ledgerIds, firmware, wall = WALL_CLOCK }: TrafficOptions,
    isToken: IsLedgerToken,
  ) {
    this.isToken = isToken;
    this.secrets = new SeenSecrets(profile);
    this.kinds = new Map(operationsOf(product).map(({ id, kind }) => [id, kind]));
    this.startedAt = wall.now();
    this.run = {
      product,
      profile,
      client: NOBODY,
      judge: newJudge(rulesOf(product), product),
      journal: [],
      createOrders: true,
      ...(ledgerIds === undefined ? {} : { ledgerIds }),
      ...(firmware === undefined ? {} : { device: { firmware } }),
      random: Math.random,
      now: () => wall.now(),
      sleep: (milliseconds) => wall.pause(milliseconds),
      notify: () => {},
      known: new Map(),
    };
    this.orderJudge = new OrderJudge(this.run);
  }

  /** Hides what must not be seen, in what has passed so far. */
  redact(text: string): string {
    return redactor(this.secrets.shownProfile())(text);
  }

  /** Passed without being judged: more came than could be looked at. */
  skip(): void {
    this.unjudged++;
  }

  /** What is wrong that was not told before, redacted. */
  see(exchange: Exchange): readonly RuleResult[] {
    this.count++;
    const { profile, judge } = this.run;
    const headers = { ...profile.headers, ...this.secrets.note(exchange.request) };
    const run = { ...this.run, profile: { ...profile, headers }, journal: [exchange] };
    // Told now, and counted to the end.
    const passive = this.tallies.flatMap((tally): RuleResult[] => {
      const found = tally.add(run, exchange);
      const { id } = tally.rule;
      if (found === undefined || !judge.has(id)) return [];
      return [{ id, result: 'failed', severity: ruleNamed(id)!.severity, ...found }];
    });
    this.judgeReach(exchange);
    this.judgeByKind(run, exchange);
    const fresh = [...passive, ...judge.failuresSoFar()].filter(
      ({ id, severity }) => this.told.get(id) !== severity,
    );
    for (const { id, severity } of fresh) this.told.set(id, severity);
    this.kept.add(exchange, fresh.length > 0);
    return fresh.map((rule) => ({ ...rule, evidence: this.redact(rule.evidence) }));
  }

  private judgeReach(exchange: Exchange): void {
    const { judge } = this.run;
    const why = absence([exchange]);
    if (why !== undefined) {
      this.absent++;
      judge.failed(UNREACHABLE, { evidence: why, exchanges: numbers(exchange) });
    } else if (exchange.answer !== undefined) {
      const evidence = `${callName(exchange)} was answered`;
      judge.passed(UNREACHABLE, { evidence, exchanges: numbers(exchange) });
    }
    if (!isGood(exchange)) return;
    this.good++;
    const names = sampled(exchange);
    if (names.length === 0) return;
    const text = `${callName(exchange)} answers ${names.join(', ')} of the documentation's sample`;
    tell(this.run, SAMPLE, [{ text }], '', exchange);
  }

  private judgeByKind(run: ProviderRun, exchange: Exchange): void {
    const kind = this.kinds.get(exchange.request.operation);
    if (kind === undefined) return;
    const isAnswered = isGood(exchange) && !isErrorBody(exchange.answer?.json);
    if (kind === 'quote' || kind === 'order') this.times.note(run, exchange, kind);
    if (kind === 'status') this.judgeStatus(run, exchange);
    else if (isAnswered) this.judgeGood(run, exchange, kind);
    const status = statusOf(exchange);
    const isError = isErrorBody(exchange.answer?.json) && status < 500;
    // 5xx may be an outage: no request is known to have been wrong.
    if (isError || (status >= 400 && status < 500)) {
      this.saw('error');
      judgeError(run, { how: 'a request that passed through', statuses: [], keys: [] }, exchange);
    }
  }

  private judgeStatus(run: ProviderRun, exchange: Exchange): void {
    const swapId = membersIn(exchange)?.swapId;
    if (swapId === undefined) return;
    this.saw('status');
    this.orderJudge.judgeStatus(run, exchange, swapId);
  }

  private judgeGood(run: ProviderRun, exchange: Exchange, kind: Kind): void {
    if (kind === 'catalogue') {
      this.saw(kind);
      judgeCatalogue(run, exchange, this.isToken);
    } else if (kind === 'quote') {
      const quote = quoteOf(exchange);
      if (quote === undefined) return;
      this.saw(kind);
      this.quotes.note(quote);
      learn(run, 'quotes', [quote]);
      this.quoteJudge.judge(run, exchange, quote);
    } else if (kind === 'order') {
      const order = orderOf(exchange, this.quotes);
      if (order === undefined) return;
      this.saw(kind);
      this.orderJudge.judge(run, order);
    } else if (kind === 'redirect') {
      this.saw(kind);
      const { rampRedirectUrl: url } = (exchange.answer?.json ?? {}) as {
        rampRedirectUrl?: unknown;
      };
      const complaints = urlComplaints(typeof url === 'string' ? url : undefined);
      tell(run, 'SELL_REDIRECT_URL', complaints, 'an absolute https URL', exchange);
    }
  }

  private saw(kind: Kind): void {
    this.seen.set(kind, (this.seen.get(kind) ?? 0) + 1);
  }

  /** Everything decided or reasoned. Traffic may go on: it is what was seen until now. */
  record(): RunRecord {
    const { run, startedAt, count, good } = this;
    const { product } = run;
    const judge = run.judge.copy();
    const settled = {
      ...run,
      judge,
      journal: this.kept.all(),
      profile: this.secrets.shownProfile(),
    };
    this.times.judge({ ...settled });
    for (const tally of this.tallies) tally.settle(judge);
    if (good > 0)
      judge.passed(SAMPLE, { evidence: `none of ${good} answers has a value of a sample` });
    else judge.notRun(SAMPLE, 'nothing was answered');
    if (count === 0) judge.notRun(UNREACHABLE, NOTHING);
    this.judgeItself(settled);
    for (const rule of rulesOf(product)) {
      judge.notRun(rule.id, count === 0 ? NOTHING : whyUndecided(rule, this.seen));
    }
    const redact = redactor(settled.profile);
    const rules = withDeviations(judge.results(), run.profile.deviations, run.now()).map(
      ({ evidence, why, ...rest }): RuleResult => ({
        ...rest,
        evidence: redact(evidence),
        ...(why === undefined ? {} : { why: redact(why) }),
      }),
    );
    return {
      result: { product, url: redact(run.profile.url), summary: summaryOf(rules), rules },
      profile: settled.profile,
      journal: settled.journal,
      orders: [],
      measured: { quoteLives: [], pushDelays: [] },
      isProxied: true,
      createOrders: false,
      seed: 0,
      device: {},
      startedAt,
      milliseconds: run.now() - startedAt,
      ...(count > 0 && this.absent === count
        ? { unreachable: redact(judge.results().find(({ id }) => id === UNREACHABLE)!.evidence) }
        : {}),
    };
  }

  private judgeItself(run: ProviderRun): void {
    const { judge } = run;
    const { unjudged } = this;
    const count = this.count + unjudged;
    judge.passed('RUN_NOT_ALLOWED', {
      evidence: `${count} ${count === 1 ? 'exchange' : 'exchanges'} passed through; none was made here`,
    });
    const left =
      unjudged === 0
        ? ''
        : `; ${unjudged} passed without being looked at, they came too fast or could not be read`;
    judge.passed('RUN_SKIPPED', { evidence: `each rule that was not run has its reason${left}` });
    judge.notRun('RUN_REPRODUCIBLE', 'the requests are those of others: they cannot be repeated');
    const results = judge.results();
    deviations(run, results);
    secrets(run, results);
  }
}

const NOTHING = 'nothing passed through';

/** A proxy makes no call of its own. */
const NOBODY: ProviderClient = {
  call: () => Promise.reject(new RangeError('a proxy makes no call of its own')),
  close: async () => {},
};
