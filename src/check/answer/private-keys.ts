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
  let level: (readonly [string, unknown])[] = Object.entries(members).filter(
    ([member]) => !KEYS.test(member),
  );
  while (level.length > 0 && left > 0) {
    const next: (readonly [string, unknown])[] = [];
    for (const [path, value] of level.slice(0, left)) {
      const isText = typeof value === 'string';
      if (isText || Array.isArray(value)) refuse(value, name, path);
      if (isText || typeof value !== 'object' || value === null) continue;
      if (Array.isArray(value) && value.every((one) => typeof one === 'number')) continue;
      for (const [member, inner] of Object.entries(value)) {
        next.push([`${path}.${shownName(member)}`, inner]);
      }
    }
    left -= level.length;
    level = next;
  }
}

/** A name and what may be its value, in a text that is no key file. */
const NAMED = /private_?key["']?\s*[:=]\s*["']?[\w+/-]{28}/i;

function refuse(value: unknown, name: string, path: string): void {
  const isNamed = typeof value === 'string' && /[:=]/.test(value) && NAMED.test(value);
  const form = isNamed ? 'whole' : privateFormOf(value);
  // Half a signature has 32 bytes, no message has.
  if (form === undefined || (form === 'bare' && !path.endsWith('payload'))) return;
  throw new InputError(expected(`${name}: ${path}`, 'no private key', 'one'), {
    hint: 'A private key never leaves the backend. If it is in use, make a new one.',
  });
}
