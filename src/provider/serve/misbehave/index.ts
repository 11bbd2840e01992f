/** All switches of `--misbehave`, and how they are asked for. */
import { InputError } from '../../../errors.js';
import { nearest } from '../../../scenario/nearest.js';
import { expected, shownText } from '../../../shown.js';
import { ruleNamed } from '../../rules/index.js';
import type { Behaviour } from '../behaviour.js';
import { CATALOGUE } from './catalogue.js';
import { ERRORS } from './errors.js';
import { HTTP } from './http.js';
import { ORDER } from './order.js';
import { PAIRS } from './pairs.js';
import { PAYLOAD } from './payload.js';
import { PUSH } from './push.js';
import { QUOTE } from './quote.js';
import { RAMP } from './ramp.js';
import { REQUESTS } from './requests.js';
import { STATUS } from './status.js';
import type { Switch } from './switch.js';

export type { Switch } from './switch.js';

const ALL: readonly Switch[] = [
  ...HTTP,
  ...REQUESTS,
  ...ERRORS,
  ...CATALOGUE,
  ...PAIRS,
  ...QUOTE,
  ...ORDER,
  ...RAMP,
  ...STATUS,
  ...PUSH,
  // Last: where a code means something here and in `sign`, what is here does both.
  ...PAYLOAD,
];

const BY_CODE = new Map<string, Switch>();
for (const one of ALL) if (!BY_CODE.has(one.code)) BY_CODE.set(one.code, one);

/** In the order of the topics; each code once. */
export const SWITCHES: readonly Switch[] = [...BY_CODE.values()];

/**
 * The mistakes of a list of codes, upper or lower case.
 * @throws InputError for a code that is none, naming those that break the rule of that name, or else
 * the nearest.
 */
export function behavioursOf(codes: readonly string[], field = '--misbehave'): Behaviour[] {
  return codes.map((code) => {
    const wanted = code.trim().toLowerCase();
    const found = SWITCHES.find((one) => one.code.toLowerCase() === wanted);
    if (found !== undefined) return found.behaviour();
    throw new InputError(expected(field, 'a code of the list', shownText(code)), {
      hint: `${meant(wanted)}${field} list prints all ${SWITCHES.length}.`,
    });
  });
}

function meant(wanted: string): string {
  const breaking = ruleNamed(wanted.toUpperCase())?.switches ?? [];
  if (breaking.length > 0) return `It is a rule, broken by ${breaking.join(', ')}. `;
  const code = nearest(
    wanted,
    SWITCHES.map((one) => one.code),
  );
  return code === undefined ? '' : `Did you mean ${code}? `;
}
