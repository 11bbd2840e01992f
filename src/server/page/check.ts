/** A provider's answer as it was dropped onto the page, judged without touching the device. */
import type { CaseOptions } from '../../check/index.js';
import { InputError } from '../../errors.js';
import type { FlowKind } from '../../exchange/flows.js';
import { type JsonObject, oneOf, onlyKeys, optionalText, shown } from '../request-body.js';

const NAME = 'the dropped answer';
const KINDS = ['swap', 'sell', 'fund'] as const;

/**
 * Body: `answer` (the JSON as it stands) and what the page knows beside it.
 * @throws InputError for what is no answer, with the sentence of `check`.
 */
export async function checked(body: JsonObject) {
  onlyKeys(body, ['answer', 'flow', 'legacy', 'nonce', 'publicKey', 'curve', 'firmware']);
  const [{ Checker, readCase }, { testPartner }, { flowFor }] = await Promise.all([
    import('../../check/index.js'),
    import('../../host/partner.js'),
    import('../../exchange/flows.js'),
  ]);
  const firmware = optionalText(body, 'firmware');
  const publicKey = optionalText(body, 'publicKey')?.trim() || undefined;
  const nonce = optionalText(body, 'nonce')?.trim() || undefined;
  const options: CaseOptions = {
    flow: flowOf(body),
    legacy: body.legacy === true ? true : undefined,
    publicKey,
    curve: curveOf(body),
    nonce,
  };
  const own = readCase(body.answer, NAME, options);
  const { name, curve, publicKey: point } = testPartner(flowFor(own.flow, { legacy: own.legacy }));
  const judged =
    own.key === undefined
      ? { ...own, partnerName: name, key: { curve, publicKey: point, label: 'test' } }
      : own;
  const checker = new Checker({ screens: true, ...(firmware === undefined ? {} : { firmware }) });
  return {
    ...checker.check(judged),
    /** Nobody gave a key: the built-in test partner's was taken. */
    testKey: own.key === undefined,
    nonceKnown: own.nonce !== undefined,
  };
}

function flowOf(body: JsonObject): FlowKind | undefined {
  return body.flow === undefined ? undefined : oneOf(body, 'flow', KINDS);
}

function curveOf(body: JsonObject): CaseOptions['curve'] {
  if (body.curve === undefined) return undefined;
  if (body.curve === 'secp256k1' || body.curve === 'secp256r1') return body.curve;
  throw new InputError(`curve: expected secp256k1 or secp256r1, found ${shown(body.curve)}`);
}
