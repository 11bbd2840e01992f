/**
 * A journey as JSON for whoever looks on: without secrets, with everything said in words. The page
 * takes its types from here.
 */
import { toHex } from '../../bytes.js';
import { answerWords, commandWords } from '../../decode/apdu-words.js';
import { curlLine } from '../report/curl.js';
import { showsEmail } from '../report/html-orders.js';
import { type Redact, shownExchange } from '../report/redacted.js';
import type { ShownField } from '../test/order-shown.js';
import type { Profile } from '../test/profile.js';
import { fieldsOfCommands } from './apdu-fields.js';
import type { StoredOrder } from './book.js';
import type { Journey, JourneyApdu, JourneyCall, JourneyStep, StepId } from './journey.js';
import type { ReceivedPush } from './receiver.js';

export interface ViewRoom {
  readonly redact: Redact;
  readonly profileOf: (provider: string) => Profile | undefined;
  readonly stored: (journey: Journey) => StoredOrder | undefined;
}

/** All but the steps. */
export function headView(journey: Journey, { redact, stored }: ViewRoom) {
  const { id, wish, startedAt, state, provider, orderId } = journey;
  const order = stored(journey);
  return redacted(
    {
      id,
      wish,
      startedAt: new Date(startedAt).toISOString(),
      state,
      provider: provider ?? null,
      orderId: orderId ?? null,
      stored: order === undefined ? null : storedView(order),
    },
    redact,
  );
}

/** A journey as it is listed: {@link headView}. */
export type HeadView = ReturnType<typeof headView>;

export function journeyView(journey: Journey, room: ViewRoom) {
  const steps = journey.steps.map((step) => stepView(journey, step, room));
  return { ...headView(journey, room), steps };
}

/** A whole journey: {@link journeyView}. */
export type JourneyView = ReturnType<typeof journeyView>;

export function stepView(journey: Journey, step: JourneyStep, room: ViewRoom) {
  const { redact } = room;
  const { id, calls, apdus, screens, pushes, link, reason, ...rest } = step;
  const hidesPayload = carriesSecret(journey, redact);
  const fields = fieldsOfCommands(apdus.map(({ apdu }) => apdu));
  return redacted(
    {
      id,
      ...rest,
      reason: reason ?? null,
      link: link ?? null,
      calls: calls.flatMap((call) => callView(call, room)),
      apdus: apdus.map((apdu, at) => apduView(apdu, fields[at] ?? [], hidesPayload)),
      screens: screens.map(({ lines, model }, at) => ({
        model,
        lines,
        // A picture cannot be redacted.
        picture: showsEmail(lines) ? null : picturePath(journey, id, at),
      })),
      pushes: pushes.map(pushView),
    },
    redact,
  );
}

/** One step: {@link stepView}. */
export type StepView = ReturnType<typeof stepView>;

export const picturePath = ({ id }: Pick<Journey, 'id'>, step: StepId, at: number): string =>
  `/journey/${id}/picture/${step}/${at}`;

/** Nothing of a provider without a profile: what is secret in its calls is not known. */
function callView({ number, provider, exchange, alike = 0 }: JourneyCall, room: ViewRoom) {
  const profile = room.profileOf(provider);
  if (profile === undefined) return [];
  const shown = { ...shownExchange(exchange, profile, room.redact), number };
  const at = new Date(exchange.at).toISOString();
  return [{ ...shown, provider, at, alike, curl: curlLine(shown) }];
}

function apduView(
  { apdu, answer, reason, isPayload }: JourneyApdu,
  fields: readonly ShownField[],
  hidesPayload: boolean,
) {
  const { name, details } = commandWords(apdu);
  const hidden = isPayload && hidesPayload;
  const isShown = (field: ShownField) => !hidden || field.name !== 'payload';
  return {
    name,
    details,
    fields: fields.filter(isShown),
    apdu: hidden
      ? `${toHex(apdu.subarray(0, 5))} [payload hidden: it holds a secret]`
      : toHex(apdu),
    answer: answer === undefined ? null : toHex(answer),
    ...answered(apdu, answer),
    reason: reason ?? null,
  };
}

function answered(apdu: Uint8Array, answer: Uint8Array | undefined) {
  if (answer === undefined) return { status: null, meaning: null, says: null, fix: null };
  const { status, name, says, fix } = answerWords(apdu, answer);
  return { status, meaning: name, says, fix: fix === '' ? null : fix };
}

/**
 * Chunks of an APDU cut a text anywhere, so that nothing is found in one of them: whether they are
 * shown is decided by the whole message.
 */
function carriesSecret({ steps }: Journey, redact: Redact): boolean {
  const facts = steps.find(({ id }) => id === 'payload')?.facts ?? [];
  return facts.length === 0 || facts.some(({ value }) => redact(value) !== value);
}

function pushView(push: ReceivedPush) {
  const { number, at, method, path, generation, contentType, text, key, answered, reason } = push;
  const body = text.slice(0, MAX_BODY);
  const time = new Date(at).toISOString();
  return { number, at: time, method, path, generation, contentType, body, key, answered, reason };
}

const MAX_BODY = 4000;

function storedView({ history, ...order }: StoredOrder) {
  const times = history.map(({ status, at }) => ({ status, at: new Date(at).toISOString() }));
  return { ...order, history: times };
}

/** Every text in it, names of members included. */
function redacted<T>(value: T, redact: Redact): T {
  return redactedValue(value, redact) as T;
}

function redactedValue(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((one) => redactedValue(one, redact));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, one]) => [
    redact(name),
    redactedValue(one, redact),
  ]);
  return Object.fromEntries(members);
}
