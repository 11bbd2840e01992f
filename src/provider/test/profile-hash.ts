/** What tells two profiles apart in a report, without a secret in it. */
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '../../bytes.js';
import type { Profile } from './profile.js';

/**
 * SHA-256, hex, over the profile as JSON with sorted members: of headers only the names, of the
 * webhook's key only that there is one. The same profile with another key has the same hash.
 */
export function profileHash(profile: Profile): string {
  const { headers, webhook, ...rest } = profile;
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  const canonical = {
    ...rest,
    headers: names.sort(),
    ...(webhook === undefined
      ? {}
      : { webhook: { ...webhook, key: webhook.key === undefined ? 'none' : 'given' } }),
  };
  return toHex(sha256(new TextEncoder().encode(JSON.stringify(sorted(canonical)))));
}

function sorted(value: unknown): unknown {
  if (value instanceof Uint8Array) return toHex(value);
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}
