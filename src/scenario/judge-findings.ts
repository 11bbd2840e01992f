/** What `check` says of the payload of a scenario; loaded only where findings are expected. */
import { toHex } from '../bytes.js';
import type { CheckCase } from '../check/check-case.js';
import { isByChance, meetsCode } from '../check/findings/codes.js';
import { check, readCase } from '../check/index.js';
import { CURVE_NAMES } from '../exchange/constants.js';
import { expected } from '../shown.js';
import { otherKey } from '../sign/mistake.js';
import type { Prepared } from './prepare.js';
import { type Answered, requestOf, type Unusable } from './provider-answer.js';
import type { ScenarioRun } from './result.js';

export function findingDifferences(
  prepared: Prepared,
  { answered, nonce }: ScenarioRun,
  wanted: readonly string[],
): string[] {
  if (answered === undefined) {
    return [
      expected(undefined, 'findings of check', 'that the flow ended before there was a payload'),
    ];
  }
  const codes = check(caseOf(prepared, answered, nonce)).findings.map(({ code }) => code);
  const missing = wanted.filter((code) => !codes.some((found) => meetsCode(found, code)));
  const wrong = codes.filter((code) => !isByChance(code));
  if (wanted.length === 0 && wrong.length > 0) {
    return [expected(undefined, 'no findings of check', wrong.join(', '))];
  }
  return missing.map((code) =>
    expected(undefined, `check to find ${code}`, codes.join(', ') || 'nothing'),
  );
}

function caseOf(
  { flow, order, scenario }: Prepared,
  { ordered, answer }: Answered | Unusable,
  nonce: string | undefined,
): CheckCase {
  if ('judged' in ordered) return ordered.judged;
  const { draft } = ordered;
  // The backend was asked with the device's nonce, whatever it signed.
  const request = {
    ...requestOf(draft),
    ...(nonce === undefined ? {} : { nonce }),
  };
  const { curve, publicKey } = draft.key;
  return readCase(
    {
      flow: flow.kind,
      legacy: !flow.ng,
      curve,
      publicKey: toHex(publicKey),
      nonce,
      request,
      fees: String(order.fees),
      otherKeys: CURVE_NAMES.map((other) => ({
        curve: other,
        publicKey: toHex(otherKey(other).publicKey),
      })),
      ...answer,
    },
    scenario.name,
  );
}
