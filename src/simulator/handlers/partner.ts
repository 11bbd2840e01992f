/** SET_PARTNER_KEY and CHECK_PARTNER: who the provider is, and that Ledger vouches for it. */
import { cString } from '../../bytes.js';
import { CURVE, type Curve } from '../../exchange/constants.js';
import { FLOWS, type Flow } from '../../exchange/flows.js';
import { decode } from '../../exchange/layout.js';
import { partnerCredentials, partnerSignature } from '../../exchange/layouts.js';
import { SW } from '../../exchange/status.js';
import { ledgerKey } from '../build.js';
import type { Environment } from '../environment.js';
import { accept, type Outcome, refuse } from '../outcome.js';
import { malformed } from '../reasons.js';
import { type AppState, draftOf } from '../state.js';
import { derProblem } from '../verifier.js';

const UNCOMPRESSED = 0x04;

export function setPartnerKey(
  state: AppState,
  flow: Flow,
  data: Uint8Array,
  env: Environment,
): Outcome {
  const layout = partnerCredentials(flow, env.profile.wire);
  const read = decode(layout, data);
  if (!read.ok) {
    return malformed(state, layout, read.problem, saysCurve(data, flow, env) ? CURVE_BYTE : '');
  }
  const { name, curve, publicKey } = read.fields;
  // Only the prefix is looked at: a point off the curve is found out when nothing verifies.
  if (publicKey!.bytes[0] !== UNCOMPRESSED) {
    return refuse(state, SW.INTERNAL_ERROR, {
      what: 'the partner key is not an uncompressed point',
      field: 'publicKey',
      expected: 'first byte 04',
      actual: publicKey!.bytes[0]!.toString(16).padStart(2, '0'),
    });
  }
  const next = draftOf(state);
  next.step = 'provider-set';
  next.credentials = data.slice();
  next.partner = {
    name: cString(name!.bytes).slice(),
    curve: flow.curve === 'given' ? curveOf(curve!.bytes[0]!) : flow.curve,
    publicKey: publicKey!.bytes.slice(),
  };
  return accept(next);
}

export function checkPartner(state: AppState, data: Uint8Array, env: Environment): Outcome {
  const layout = partnerSignature(env.profile.wire);
  const read = decode(layout, data);
  if (!read.ok) return malformed(state, layout, read.problem);
  const signed = {
    curve: 'secp256k1',
    publicKey: ledgerKey(env.build),
    message: state.credentials,
    hash: 'sha256',
  } as const;
  const problem = derProblem(env.verifier, signed, data);
  if (problem !== undefined) {
    const authority = env.build.includes('TEST_PUBLIC_KEY') ? 'the public test key' : 'Ledger';
    return refuse(state, SW.SIGN_VERIFICATION_FAIL, {
      what: `${authority} did not sign these partner credentials: ${problem}`,
      field: 'signature',
    });
  }
  const next = draftOf(state);
  next.step = 'provider-checked';
  return accept(next);
}

const CURVE_BYTE = ', since it has a curve byte, which came with 3.3.0';

/** Whether the credentials would do for a release with the second form of the NG commands. */
function saysCurve(data: Uint8Array, flow: Flow, { profile }: Environment): boolean {
  if (!flow.ng || profile.ngForm === 'second') return false;
  return decode(partnerCredentials(FLOWS[flow.name], profile.wire), data).ok;
}

function curveOf(byte: number): Curve {
  return byte === CURVE.secp256k1 ? 'secp256k1' : 'secp256r1';
}
