/**
 * A journey as data: a customer's way through quote, order, device and status, as far as it has come.
 * Pure; `journey-run.ts` makes it happen, `journey-view.ts` shows it without secrets.
 */
import type { Model } from '../../device.js';
import type { Product } from '../product.js';
import type { RuleSeverity } from '../rules/rule.js';
import type { Exchange } from '../test/exchange.js';
import type { ShownField, ShownScreen } from '../test/order-shown.js';
import type { ReceivedPush } from './receiver.js';

export type StepId =
  | 'offer'
  | 'quote'
  | 'redirect'
  | 'nonce'
  | 'order'
  | 'payload'
  | 'device'
  | 'review'
  | 'status';

/** skipped: the journey ended before it, or the product does without. */
export type StepState = 'waiting' | 'running' | 'done' | 'failed' | 'skipped';

/** What the customer chose; what is left open comes from the provider's catalogue. */
export interface JourneyWish {
  readonly product: Product;
  /** By the name the backend gives it; all that offer the product when absent. */
  readonly provider?: string;
  /** Provider ids for swap, LedgerIds and ISO 4217 for the others. */
  readonly from?: string;
  readonly to?: string;
  /** Decimal text, of `from`. */
  readonly amount?: string;
  readonly paymentMethod?: string;
  readonly country?: string;
  /** Who decides at the review: whoever calls approve or reject, or nobody has to. */
  readonly user: 'wait' | 'approve' | 'reject';
  /** `quote`: wait there for a choice. */
  readonly until: 'quote' | 'end';
  readonly model?: Model;
  readonly firmware?: string;
}

/** One provider, as far as it has been asked. */
export interface Offer {
  readonly provider: string;
  /** Can be ordered. */
  readonly isGood: boolean;
  /** `0.247705 ETH, fixed`, or why not. */
  readonly says: string;
}

export interface JourneyCall {
  /** From 1, through the whole journey. */
  readonly number: number;
  readonly provider: string;
  readonly exchange: Exchange;
  /** Answers like it that came before and are not kept. */
  readonly alike?: number;
}

export interface JourneyApdu {
  readonly apdu: Uint8Array;
  /** Undefined while it is awaited. */
  readonly answer?: Uint8Array;
  /** What the simulator knows beyond the status word. */
  readonly reason?: string;
  /** Carries a part of the signed payload. */
  readonly isPayload: boolean;
}

export interface JourneyFinding {
  /** Rule of the provider kit. */
  readonly rule?: string;
  /** Findings of `check`. */
  readonly codes: readonly string[];
  readonly severity: RuleSeverity;
  readonly title: string;
  readonly evidence: string;
  readonly fix?: string;
  /** Numbers of the calls that show it. */
  readonly calls: readonly number[];
}

export interface JourneyStep {
  readonly id: StepId;
  readonly title: string;
  readonly state: StepState;
  /** One sentence: what it came to, or what is awaited. */
  readonly says: string;
  /** Why it failed: the rule, where one says so, stands in front. */
  readonly reason?: string;
  readonly offers: readonly Offer[];
  readonly facts: readonly ShownField[];
  readonly calls: readonly JourneyCall[];
  readonly apdus: readonly JourneyApdu[];
  readonly screens: readonly ShownScreen[];
  readonly findings: readonly JourneyFinding[];
  readonly pushes: readonly ReceivedPush[];
  /** Where the customer is sent. */
  readonly link?: string;
}

export type JourneyState = 'running' | 'quoted' | 'reviewing' | 'done' | 'rejected' | 'failed';

export interface Journey {
  readonly id: string;
  readonly wish: JourneyWish;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** quoted: a provider has to be chosen. reviewing: the customer has to decide on the device. */
  readonly state: JourneyState;
  /** The one that was ordered from. */
  readonly provider?: string;
  /** swapId or sellId. */
  readonly orderId?: string;
  readonly steps: readonly JourneyStep[];
}

const TITLES: Readonly<Record<StepId, string>> = {
  offer: 'Who is asked',
  quote: 'Quote',
  redirect: "Redirect to the provider's page",
  nonce: 'Nonce of the device',
  order: 'Order over the nonce',
  payload: 'Signed payload',
  device: 'Checks of the device',
  review: 'Review on the device',
  status: 'Status',
};

const TO_DEVICE: readonly StepId[] = ['nonce', 'order', 'payload', 'device', 'review', 'status'];

export const STEPS_OF: Readonly<Record<Product, readonly StepId[]>> = {
  swap: ['offer', 'quote', ...TO_DEVICE],
  sell: ['offer', 'quote', 'redirect', ...TO_DEVICE],
  card: ['offer', 'quote', ...TO_DEVICE],
  fund: ['offer', 'quote', ...TO_DEVICE],
  buy: ['offer', 'quote', 'redirect'],
};

export function newJourney(id: string, wish: JourneyWish, startedAt: number): Journey {
  const nothing = {
    state: 'waiting' as const,
    says: '',
    offers: [],
    facts: [],
    calls: [],
    apdus: [],
    screens: [],
    findings: [],
    pushes: [],
  };
  const steps = STEPS_OF[wish.product].map((step) => ({
    ...nothing,
    id: step,
    title: TITLES[step],
  }));
  return { id, wish, startedAt, state: 'running', steps };
}

export type StepChange = Partial<Omit<JourneyStep, 'id' | 'title'>>;

export function stepOf(journey: Journey, id: StepId): JourneyStep | undefined {
  return journey.steps.find((step) => step.id === id);
}

/** The same journey with one step changed; unchanged where the product has no such step. */
export function withStep(journey: Journey, id: StepId, change: StepChange): Journey {
  const steps = journey.steps.map((step) => (step.id === id ? { ...step, ...change } : step));
  return { ...journey, steps };
}

/** What was not reached is skipped; a failed step fails the whole. */
export function ended(journey: Journey, outcome: 'done' | 'rejected'): Journey {
  const steps = journey.steps.map((step) =>
    step.state === 'waiting' ? { ...step, state: 'skipped' as const } : step,
  );
  const hasFailed = steps.some(({ state }) => state === 'failed');
  return { ...journey, steps, state: hasFailed ? 'failed' : outcome };
}

export const isOver = ({ state }: Pick<Journey, 'state'>): boolean =>
  state === 'done' || state === 'rejected' || state === 'failed';

/** Calls of all steps so far. */
export const callCount = ({ steps }: Journey): number =>
  steps.reduce((count, { calls }) => Math.max(count, calls.at(-1)?.number ?? 0), 0);

/** Severity that fails a step; the others are told and the journey goes on. */
export const isSerious = ({ severity }: Pick<JourneyFinding, 'severity'>): boolean =>
  severity === 'error' || severity === 'wrong-on-screen';
