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
  let level: Holder[] = [{ members, member: '', outer: undefined }];
  while (level.length > 0) {
    const next: Holder[] = [];
    for (const holder of level) {
      for (const member of Object.keys(holder.members)) {
        if (holder.outer === undefined && KEYS.test(member)) continue;
        if (left-- === 0) return;
        const value = holder.members[member];
        if (typeof value === 'string') {
          refuse(value, member, holder, name);
        } else if (typeof value === 'object' && value !== null) {
          const isList = Array.isArray(value);
          if (isList) refuse(value, member, holder, name);
          if (isList && value.every((one) => typeof one === 'number')) continue;
          next.push({ members: value as Members, member, outer: holder });
        }
      }
    }
    level = next;
  }
}

/** An object or a list, and where it stands. */
interface Holder {
  readonly members: Members;
  readonly member: string;
  /** Undefined at the top. */
  readonly outer: Holder | undefined;
}

function pathOf({ member, outer }: Holder, inner: string): string {
  if (outer === undefined) return inner;
  return `${pathOf(outer, member)}.${shownName(inner)}`;
}

/** A name and what may be its value, in a text that is no key file. */
const NAMED = /private_?key["']?\s*[:=]\s*["']?[\w+/-]{28}/i;

function isNamed(text: string): boolean {
  return (text.includes(':') || text.includes('=')) && NAMED.test(text);
}

function refuse(value: unknown, member: string, holder: Holder, name: string): void {
  const form = typeof value === 'string' && isNamed(value) ? 'whole' : privateFormOf(value);
  if (form === undefined) return;
  const path = pathOf(holder, member);
  // Half a signature has 32 bytes, no message has.
  if (form === 'bare' && !path.endsWith('payload')) return;
  throw new InputError(expected(`${name}: ${path}`, 'no private key', 'one'), {
    hint: 'A private key never leaves the backend. If it is in use, make a new one.',
  });
}
