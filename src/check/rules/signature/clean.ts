import { RS_SIZE } from '../../../exchange/constants.js';
import { rsFromStrictDer } from '../../../payload/signature.js';
import type { DeviceRun } from '../../device/device-answer.js';
import type { Facts } from '../../facts/facts.js';
import { isSendableSignature } from '../../payload/legacy-swap-texts.js';

export const BASE64URL = /^[A-Za-z0-9_-]+={0,2}$/;
const HALF = RS_SIZE / 2;

/** Accepted, written as it should be, and with r and s of 32 bytes. */
export function isSignatureClean(facts: Facts, run: DeviceRun): boolean {
  const { judged, flow, signature: sent } = facts;
  const { key, signature = '' } = judged;
  if (!run.signatureAccepted || key === undefined) return false;
  if (flow.curve !== 'given' && flow.curve !== key.curve) return false;
  if (!BASE64URL.test(signature) || !isSendableSignature(flow, signature)) return false;
  const read = sent.length === RS_SIZE ? { rs: sent } : rsFromStrictDer(sent);
  return 'rs' in read && read.rs[0] !== 0 && read.rs[HALF] !== 0;
}
