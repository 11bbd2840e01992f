/** Where a journey is played: holds its data, tells listeners of each change, and how to stop. */
import type { Product } from '../product.js';
import type { Exchange } from '../test/exchange.js';
import type { RuleResult } from '../test/result.js';
import {
  callCount,
  ended,
  isSerious,
  type Journey,
  type JourneyCall,
  type JourneyFinding,
  type JourneyWish,
  type StepChange,
  type StepId,
  stepOf,
  withStep,
} from './journey.js';
import { findingsOf } from './journey-judge.js';

/** The step of the journey it is thrown in has failed, and the journey ends. */
export class Stopped extends Error {
  readonly step: StepId;
  readonly rule: string | undefined;

  constructor(step: StepId, message: string, rule?: string) {
    super(message);
    this.step = step;
    this.rule = rule;
  }
}

export type StageListener = (journey: Journey, changed: StepId | undefined) => void;

export class Stage {
  private current: Journey;
  private readonly listeners = new Set<StageListener>();

  constructor(journey: Journey) {
    this.current = journey;
  }

  get journey(): Journey {
    return this.current;
  }

  get wish(): JourneyWish {
    return this.current.wish;
  }

  get product(): Product {
    return this.wish.product;
  }

  onChange(listener: StageListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  change(change: Partial<Omit<Journey, 'steps'>>): void {
    this.current = { ...this.current, ...change };
    this.tell(undefined);
  }

  set(id: StepId, change: StepChange): void {
    this.current = withStep(this.current, id, change);
    this.tell(id);
  }

  begin(id: StepId, says: string): void {
    this.set(id, { state: 'running', says });
  }

  /** What is known by now of a step that this product may not have. */
  step(id: StepId) {
    return stepOf(this.current, id);
  }

  /** Adds calls to a step; the numbers of the journey are theirs from now on. */
  addCalls(id: StepId, provider: string, exchanges: readonly Exchange[]): readonly JourneyCall[] {
    const first = callCount(this.current) + 1;
    const calls = exchanges.map((exchange, at) => ({
      number: first + at,
      provider,
      exchange: shortened(exchange),
    }));
    this.set(id, { calls: [...(this.step(id)?.calls ?? []), ...calls] });
    return calls;
  }

  addFindings(id: StepId, findings: readonly JourneyFinding[]): void {
    if (findings.length === 0) return;
    this.set(id, { findings: [...(this.step(id)?.findings ?? []), ...findings] });
  }

  /** Broken rules, over calls that have been added. */
  addResults(id: StepId, results: readonly RuleResult[], calls: readonly JourneyCall[]): void {
    this.addFindings(id, findingsOf(results, calls));
  }

  fail(id: StepId, message: string, rule?: string): void {
    const reason = rule === undefined ? message : `${rule}: ${message}`;
    this.set(id, { state: 'failed', reason });
  }

  /**
   * The step is over: done, or failed where it breaks rules that matter. The journey goes on.
   * @param provider whose calls count; all when absent.
   */
  settle(id: StepId, says: string, provider?: string): void {
    const step = this.step(id);
    if (step === undefined) return;
    const own = new Set(
      step.calls
        .filter((call) => provider === undefined || call.provider === provider)
        .map(({ number }) => number),
    );
    const wrong = step.findings.find(
      (finding) =>
        isSerious(finding) &&
        (finding.calls.length === 0 || finding.calls.some((one) => own.has(one))),
    );
    this.set(id, { state: 'done', says });
    if (wrong !== undefined) this.fail(id, wrong.evidence, wrong.rule ?? wrong.codes.join(', '));
  }

  end(outcome: 'done' | 'rejected'): void {
    this.current = ended(this.current, outcome);
    this.tell(undefined);
  }

  private tell(changed: StepId | undefined): void {
    for (const listener of [...this.listeners]) listener(this.current, changed);
  }
}

/** Characters of a body that are kept for people to read; it has been judged by then. */
const MAX_KEPT = 256 * 1024;

function shortened(exchange: Exchange): Exchange {
  const { answer } = exchange;
  if (answer === undefined || answer.text.length <= MAX_KEPT) return exchange;
  const text = answer.text.slice(0, MAX_KEPT);
  return { ...exchange, answer: { ...answer, text, bytes: new Uint8Array(), json: undefined } };
}
