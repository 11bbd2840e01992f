/** The facts of a case, whatever its payload is. */
import type { FirmwareProfile } from '../../firmware/profile.js';
import type { CheckCase } from '../check-case.js';
import { readEnvelope } from '../payload/envelope.js';
import { type Facts, factsIn, flowOfCase } from './facts.js';

export function factsOf(judged: CheckCase, firmware: FirmwareProfile): Facts {
  const isRaw = flowOfCase(judged).encoding === 'raw';
  return factsIn(judged, firmware, readEnvelope(judged.payload, isRaw));
}
