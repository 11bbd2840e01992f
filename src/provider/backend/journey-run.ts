/** Plays a journey from its first step to its last; every effect is behind the rooms it is given. */
import { ExchangeSimError } from '../../errors.js';
import { walletAddresses } from '../../host/address-book.js';
import { currencyNamed } from '../../host/currency-names.js';
import { coinAppNamed } from '../../simulator/coins/registry.js';
import { createSimulator } from '../../simulator/simulator.js';
import type { Redact } from '../report/redacted.js';
import { learn } from '../test/known.js';
import type { ProviderRun } from '../test/run.js';
import { builtIn, tickerOf } from '../test/trades.js';
import type { Book } from './book.js';
import type { Journey, StepId } from './journey.js';
import { playOnDevice } from './journey-device.js';
import { chooseParties } from './journey-offer.js';
import { askQuotes, type Quoted, redirect } from './journey-quote.js';
import { type Stage, Stopped } from './journey-stage.js';
import { followStatus, recordPush } from './journey-status.js';
import type { Desk, Provider } from './node-desk.js';
import type { ReceivedPush } from './receiver.js';

export interface JourneyRooms {
  readonly desk: Desk;
  readonly book: Book;
  readonly runOf: (provider: Provider) => ProviderRun;
  /** Pushes of an order that came before it was answered. */
  readonly earlierPushes: (id: string) => readonly ReceivedPush[];
  readonly redact: Redact;
  readonly pollEvery: number;
  readonly patience: number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** What whoever looks on may be asked for. */
export interface Questions {
  /** The name of a provider that has quoted. */
  readonly chosen: (names: readonly string[]) => Promise<string>;
  readonly decided: () => Promise<'approve' | 'reject'>;
  /** The journey is not wanted any more. */
  readonly signal: AbortSignal;
}

/** Never rejects: what fails is a part of the journey. */
export async function playJourney(
  stage: Stage,
  rooms: JourneyRooms,
  questions: Questions,
): Promise<void> {
  try {
    stage.end(await played(stage, rooms, questions));
  } catch (error) {
    const { step, message, rule } = problemOf(stage.journey, error);
    stage.fail(step, message, rule);
    stage.end('done');
  }
}

async function played(stage: Stage, rooms: JourneyRooms, questions: Questions) {
  const { book, redact } = rooms;
  const parties = await chooseParties(stage, rooms.desk, rooms.runOf);
  for (const { run, trade } of parties) learnAddress(run, trade.to);
  const quoted = await askQuotes(stage, parties);
  const party = await choose(stage, quoted, questions);
  stage.change({ provider: party.name });
  // What others do wrong is told and does not matter to this order.
  for (const id of ['offer', 'quote'] as const) stage.settle(id, stage.step(id)!.says, party.name);
  if (stage.step('redirect') !== undefined) await redirect(stage, party);
  if (stage.step('nonce') === undefined) return 'done';
  let id: string | undefined;
  const decision = await playOnDevice(stage, party, {
    redact,
    signal: questions.signal,
    decided: async () => {
      stage.change({ state: 'reviewing' });
      const decided = await questions.decided();
      stage.change({ state: 'running' });
      return decided;
    },
    ordered: ({ order }) => {
      if (order.id === '') return;
      id = order.id;
      const { webhook } = party.run.profile;
      const owner = webhook?.providerId === undefined ? {} : { providerId: webhook.providerId };
      book.add({ id: order.id, product: stage.product, ...owner });
      for (const push of rooms.earlierPushes(order.id)) recordPush(stage, push);
    },
  });
  if (id !== undefined) book.decide(id, decision === 'approved' ? 'ACCEPTED' : 'CANCELLED');
  if (decision === 'rejected') return 'rejected';
  if (id !== undefined)
    await followStatus(stage, party, id, { ...rooms, signal: questions.signal });
  else stage.fail('status', 'the answer to the order has no id to ask for');
  return 'done';
}

async function choose(
  stage: Stage,
  quoted: readonly Quoted[],
  questions: Questions,
): Promise<Quoted> {
  const [best] = quoted;
  if (stage.wish.until === 'end') return best!;
  stage.change({ state: 'quoted' });
  const name = await questions.chosen(quoted.map((one) => one.name));
  stage.change({ state: 'running' });
  return quoted.find((one) => one.name === name) ?? best!;
}

/** Where a purchase is sent to: the customer's own address, of the seed of the simulated device. */
function learnAddress(run: ProviderRun, id: string): void {
  const currency = builtIn(run, id);
  if (run.product !== 'buy' || currency === undefined) return;
  const { ledger } = createSimulator();
  const address = walletAddresses(ledger.wallet, coinAppNamed)(currencyNamed(currency.id, 'to'));
  learn(run, 'addresses', { [tickerOf(run, id)]: address });
}

interface Problem {
  readonly step: StepId;
  readonly message: string;
  readonly rule?: string;
}

/** Whatever was thrown, it belongs to the step that was under way. */
function problemOf({ steps }: Journey, error: unknown): Problem {
  if (error instanceof Stopped) {
    const { step, message, rule } = error;
    return { step, message, ...(rule === undefined ? {} : { rule }) };
  }
  // Between two steps somebody was waited for who had seen the one before.
  const under = steps.findLast(({ state }) => state === 'running');
  const step = (under ?? steps.findLast(({ state }) => state === 'done') ?? steps[0]!).id;
  const { message } = error as Error;
  const isOurs = !(error instanceof ExchangeSimError);
  return { step, message: isOurs ? `unexpected, a defect of exchange-sim: ${message}` : message };
}
