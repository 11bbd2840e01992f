/**
 * SEND_TRUSTED_NAME_DESCRIPTOR: an address in the message may be a name that
 * Ledger's resolver turns into the real address (app-exchange
 * `src/trusted_name_descriptor_handler.c`, device SDK `tlv_use_case_trusted_name`).
 */

import { toBigInt } from '../../bytes.js';
import { SW } from '../../exchange/status.js';
import { tlvNumber } from '../../exchange/trusted-name.js';
import { LATEST, type TrustedNameRules } from '../../firmware/trusted-name.js';
import { trustedNameKeyId } from '../build.js';
import type { Environment } from '../environment.js';
import { type Outcome, refuse } from '../outcome.js';
import type { AppState } from '../state.js';
import {
  CONTEXT_ADDRESS,
  DESCRIPTOR_REASON,
  DYNAMIC_RESOLVER,
  readDescriptor,
} from '../trusted-name-descriptor.js';
import { replaceAddresses } from './trusted-name-address.js';
import { applyPrototype } from './trusted-name-prototype.js';

/** Good or bad, every descriptor renews the challenge. */
export function sendTrustedNameDescriptor(
  state: AppState,
  data: Uint8Array,
  env: Environment,
): Outcome {
  const rules = env.profile.trustedName ?? LATEST;
  const apply = rules.errors === 'status words' ? applyPrototype : applyDescriptor;
  const outcome = apply(state, data, env, rules);
  return { ...outcome, state: { ...outcome.state, challenge: undefined } };
}

function applyDescriptor(
  state: AppState,
  data: Uint8Array,
  env: Environment,
  rules: TrustedNameRules,
): Outcome {
  const read = readDescriptor(data, rules, {
    keyId: trustedNameKeyId(env.build),
    certificate: env.certificate(),
    verifier: env.verifier,
  });
  if (!read.ok) {
    const reason = Uint8Array.of(DESCRIPTOR_REASON[read.reason]);
    return refuse(state, SW.WRONG_TRUSTED_NAME_TLV, { what: read.what }, reason);
  }
  const { values } = read;
  const number = (name: string) => tlvNumber(values[name]);
  if (values.challenge === undefined) {
    return refuse(state, SW.MISSING_TLV_CONTENT, { what: 'the challenge (tag 12) is missing' });
  }
  const challenge = toBigInt(state.challenge ?? env.randomness.challenge());
  if (number('challenge') !== challenge) {
    return refuse(state, SW.WRONG_TLV_CHALLENGE, {
      what: 'the descriptor answers another challenge',
      field: 'challenge',
      expected: challenge.toString(16).padStart(8, '0'),
      actual: number('challenge').toString(16).padStart(8, '0'),
    });
  }
  for (const [name, wanted] of [
    ['trustedNameType', CONTEXT_ADDRESS],
    ['trustedNameSource', DYNAMIC_RESOLVER],
  ] as const) {
    if (number(name) !== wanted) {
      return refuse(state, SW.WRONG_TLV_CONTENT, {
        what: `${name} is not one the Exchange app takes`,
        field: name,
        expected: `${wanted}`,
        actual: `${number(name)}`,
      });
    }
  }
  return replaceAddresses(state, values.trustedName!, values.address!, rules);
}
