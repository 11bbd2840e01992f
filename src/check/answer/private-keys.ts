/** Private keys among the members of a case, where a payload, a signature or an address belongs. */
import { InputError } from '../../errors.js';
import { privateFormOf } from '../../keys/holds-private.js';
import { expected, shownName } from '../../shown.js';
import type { Members } from './unwrap.js';

/** These are read as keys, which says more exactly what is wrong with them. */
const KEYS = /key|registered|^curve$/i;
/** No answer has more. */
const MAX_MEMBERS = 1000;

/**
 * A case that holds a private key is not judged: its findings would repeat it. A number of 32 bytes
 * may be something else and is no reason.
 * @throws InputError naming the member.
 */
export function refusePrivateKeys(members: Members, name: string): void {
  let left = MAX_MEMBERS;
  let level: Place[] = [];
  for (const member of Object.keys(members)) {
    if (!KEYS.test(member)) level.push({ member, value: members[member], outer: undefined });
  }
  while (level.length > 0 && left > 0) {
    const next: Place[] = [];
    if (level.length > left) level.length = left;
    for (const place of level) {
      const { value } = place;
      const isText = typeof value === 'string';
      if (isText || Array.isArray(value)) refuse(place, name);
      if (isText || typeof value !== 'object' || value === null) continue;
      if (Array.isArray(value) && value.every((one) => typeof one === 'number')) continue;
      const inner = value as Members;
      for (const member of Object.keys(inner)) {
        next.push({ member, value: inner[member], outer: place });
      }
    }
    left -= level.length;
    level = next;
  }
}

interface Place {
  readonly member: string;
  readonly value: unknown;
  /** Undefined at the top. */
  readonly outer: Place | undefined;
}

function pathOf({ member, outer }: Place): string {
  return outer === undefined ? member : `${pathOf(outer)}.${shownName(member)}`;
}

/** A name and what may be its value, in a text that is no key file. */
const NAMED = /private_?key["']?\s*[:=]\s*["']?[\w+/-]{28}/i;

function refuse(place: Place, name: string): void {
  const { value } = place;
  const isNamed = typeof value === 'string' && /[:=]/.test(value) && NAMED.test(value);
  const form = isNamed ? 'whole' : privateFormOf(value);
  if (form === undefined) return;
  const path = pathOf(place);
  // Half a signature has 32 bytes, no message has.
  if (form === 'bare' && !path.endsWith('payload')) return;
  throw new InputError(expected(`${name}: ${path}`, 'no private key', 'one'), {
    hint: 'A private key never leaves the backend. If it is in use, make a new one.',
  });
}
