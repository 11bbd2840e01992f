/**
 * What the options of `run` give ready: a backend's answer, a payload, a signature. Read as `check`
 * reads them, so that both speak of the same bytes and the same currencies.
 */

import { readCase } from '../../check/answer/read-case.js';
import { sentPayload, sentSignature } from '../../check/answer/sent.js';
import type { CheckCase, PartnerKey } from '../../check/check-case.js';
import { factsOf } from '../../check/facts/read-facts.js';
import { unsendable } from '../../check/payload/legacy-swap-texts.js';
import { InputError } from '../../errors.js';
import type { Flow } from '../../exchange/flows.js';
import type { FirmwareProfile } from '../../firmware/profile.js';
import { type Partner, TEST_PARTNER_NAME } from '../../host/partner.js';
import { privateFormOf } from '../../keys/holds-private.js';
import { expected, shownText } from '../../shown.js';
import { textOrFile } from '../files/input.js';
import type { Io } from '../io.js';
import type { RunOptions } from './options.js';

/** In the bytes a host sends; what is absent is to be made. */
export interface GivenPayload {
  readonly payload?: Uint8Array;
  readonly signature?: Uint8Array;
  /** Ids of the currencies, as far as the request or the payload names them. */
  readonly outgoing?: string;
  readonly incoming?: string;
  /** What the answer's file says beside it. */
  readonly partner?: Partner;
  /** Base units. */
  readonly fees?: bigint;
}

/** @throws InputError for options that exclude each other, and for what holds no payload. */
export async function givenPayload(
  flow: Flow,
  { response, payload, signature }: RunOptions,
  {
    firmware,
    notify,
    io,
  }: {
    firmware: FirmwareProfile;
    notify: (text: string) => void;
    io: Pick<Io, 'stdin'>;
  },
): Promise<GivenPayload> {
  const known = { flow: flow.kind, legacy: !flow.ng };
  if (response !== undefined) {
    for (const [name, value] of Object.entries({ payload, signature })) {
      if (value === undefined) continue;
      throw new InputError(expected('--response', `without --${name}`, 'both'));
    }
    const { readResponse } = await import('../files/response.js');
    const answer = await readResponse(response, known, io);
    for (const { code, title, evidence } of answer.noticed) {
      notify(`note: ${code}: ${title}. ${evidence}`);
    }
    const unsent = unsendable(flow, answer);
    if (unsent !== undefined) notify(`note: ${unsent}`);
    const { key, fees, partnerName = TEST_PARTNER_NAME } = answer;
    return {
      ...sentOf(flow, firmware, answer),
      signature: sentSignature(flow, answer.signature),
      ...(fees === undefined ? {} : { fees }),
      ...(key === undefined ? {} : { partner: { ...keyOnly(key), name: partnerName } }),
    };
  }
  const own =
    signature === undefined
      ? {}
      : { signature: sentSignature(flow, signatureText(textOrFile(signature, '--signature'))) };
  if (payload === undefined) return own;
  const text = payloadText(textOrFile(payload, '--payload'));
  const judged = readCase({ payload: text, signature: '' }, '--payload', known);
  return { ...sentOf(flow, firmware, judged), ...own };
}

function keyOnly({ curve, publicKey }: PartnerKey): Omit<Partner, 'name'> {
  return { curve, publicKey };
}

function sentOf(flow: Flow, firmware: FirmwareProfile, judged: CheckCase): GivenPayload {
  const { outgoing, incoming } = factsOf(judged, firmware).currencies;
  return {
    payload: sentPayload(flow, judged.payload),
    ...(outgoing === undefined ? {} : { outgoing: outgoing.currency.id }),
    ...(incoming === undefined ? {} : { incoming: incoming.currency.id }),
  };
}

/** @throws InputError for a private key, and for JSON, which may hold one. */
function signatureText(given: string): string {
  const text = given.trim();
  if (privateFormOf(text) === 'whole') {
    throw new InputError(expected('--signature', 'no private key', 'one'), {
      hint: 'A private key never leaves the backend. If it is in use, make a new one.',
    });
  }
  if (!/^[{[]/.test(text)) return text;
  throw new InputError(expected('--signature', 'base64url or hex text', 'JSON'), {
    hint: 'A provider answer with providerSig goes to --response.',
  });
}

/** @throws InputError for no text, and for a whole answer where its payload belongs. */
function payloadText(given: string): string {
  const text = given.trim();
  const begins = shownText(text);
  if (text === '') throw new InputError(expected('--payload', 'base64url text', 'nothing'));
  if (!/^[{[]/.test(text)) return text;
  throw new InputError(expected('--payload', 'base64url text', `JSON: ${begins}`), {
    hint: 'A provider answer with providerSig goes to --response; a message must be encoded as protobuf, then base64url.',
  });
}
