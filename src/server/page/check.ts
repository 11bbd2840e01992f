/** A provider's answer as it was dropped onto the page, judged without touching the device. */
import type { CaseOptions, Finding, Verdict } from '../../check/index.js';
import { InputError } from '../../errors.js';
import type { FlowKind } from '../../exchange/flows.js';
import type { ShownReleases } from '../../report/matrix-words.js';
import { expected } from '../../shown.js';
import { type JsonObject, oneOf, onlyKeys, optionalText, shown } from '../request-body.js';

const NAME = 'the dropped answer';
const KINDS = ['swap', 'sell', 'fund'] as const;

/** What `check` says of it, and what only the page asks. */
export interface CheckedAnswer extends Verdict {
  /** What every release makes of it. */
  readonly releases: readonly ShownReleases[];
  /** Nobody gave a key: the built-in test partner's was taken. */
  readonly testKey: boolean;
  readonly nonceKnown: boolean;
}

/** A text that is no answer: one sentence, and what to do. */
export interface NoAnswer {
  readonly problem: string;
  readonly hint?: string | undefined;
}

/**
 * Body: `text` (an answer as it was dropped) or `answer` (its JSON), and what the page knows beside it.
 * @throws InputError for what is no answer, with the sentence of `check`.
 */
export async function checked(body: JsonObject): Promise<CheckedAnswer | NoAnswer> {
  onlyKeys(body, ['text', 'answer', 'flow', 'legacy', 'nonce', 'publicKey', 'curve', 'firmware']);
  const [{ Checker, onlyDocument, readCase }, { testPartner }, { flowFor }, words] =
    await Promise.all([
      import('../../check/index.js'),
      import('../../host/partner.js'),
      import('../../exchange/flows.js'),
      import('../../report/matrix-words.js'),
    ]);
  const firmware = optionalText(body, 'firmware');
  // A text as it was pasted, or a JWK.
  const publicKey = body.publicKey === '' ? undefined : body.publicKey;
  const nonce = optionalText(body, 'nonce')?.trim() || undefined;
  const options: CaseOptions = {
    flow: flowOf(body),
    legacy: body.legacy === true ? true : undefined,
    publicKey,
    curve: curveOf(body),
    nonce,
  };
  const text = optionalText(body, 'text');
  let document = { value: body.answer, noticed: [] as readonly Finding[] };
  if (text !== undefined) {
    try {
      document = await onlyDocument(text, { name: NAME });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      // Whoever drops a text asks what it is: this is the answer, no bad request.
      return { problem: error.message, hint: error.hint };
    }
  }
  const { value, noticed } = document;
  const own = readCase(value, NAME, options, noticed);
  const { name, curve, publicKey: point } = testPartner(flowFor(own.flow, { legacy: own.legacy }));
  const keyIsBroken = own.noticed.some(({ code }) => code === 'PUBLIC_KEY_MALFORMED');
  const testKey = own.key === undefined && !keyIsBroken;
  const judged = testKey
    ? { ...own, partnerName: name, key: { curve, publicKey: point, label: 'test' } }
    : own;
  const checker = new Checker({ screens: true, ...(firmware === undefined ? {} : { firmware }) });
  const { matrix = [] } = new Checker({ screens: true, firmware: 'all' }).check(judged);
  return {
    ...checker.check(judged),
    releases: words.shownReleases(matrix),
    testKey,
    nonceKnown: own.nonce !== undefined,
  };
}

function flowOf(body: JsonObject): FlowKind | undefined {
  return body.flow === undefined ? undefined : oneOf(body, 'flow', KINDS);
}

function curveOf(body: JsonObject): CaseOptions['curve'] {
  if (body.curve === undefined) return undefined;
  if (body.curve === 'secp256k1' || body.curve === 'secp256r1') return body.curve;
  throw new InputError(expected('curve', 'secp256k1 or secp256r1', shown(body.curve)));
}
