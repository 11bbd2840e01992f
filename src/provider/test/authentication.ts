/** What goes into the headers of a call, and whose key. */
import type { Authentication, Call } from './client.js';
import type { Profile } from './profile.js';

/** Names of headers and parameters whose values let somebody in. */
export const SECRET_NAME = /auth|key|token|secret|signature|cookie|session|password/i;

/**
 * The headers of the profile that let us in, by name as the profile writes it: those whose names
 * sound like it, all of them where none does.
 */
export function authenticationHeaders({ headers }: Pick<Profile, 'headers'>): [string, string][] {
  const all = Object.entries(headers);
  const secret = all.filter(([name]) => SECRET_NAME.test(name));
  return secret.length > 0 ? secret : all;
}

/** Names and values in the order in which they are sent; a call's own headers win. */
export function requestHeaders(profile: Profile, call: Call): [string, string][] {
  const headers: [string, string][] = [
    ['accept', 'application/json'],
    ['accept-encoding', 'gzip'],
    ['user-agent', 'exchange-sim provider test'],
  ];
  if (call.body !== undefined) headers.push(['content-type', 'application/json']);
  headers.push(...keyed(profile, call.as ?? 'key'));
  const own = Object.entries(call.headers ?? {});
  const isOwn = (name: string) =>
    own.some(([ownName]) => ownName.toLowerCase() === name.toLowerCase());
  return [...headers.filter(([name]) => !isOwn(name)), ...own];
}

function keyed(profile: Profile, as: Authentication): [string, string][] {
  const all = Object.entries(profile.headers);
  if (as === 'key') return all;
  const secret = new Set(authenticationHeaders(profile).map(([name]) => name));
  const others = all.filter(([name]) => !secret.has(name));
  if (as === 'none') return others;
  const wrong = all.filter(([name]) => secret.has(name));
  return [...others, ...wrong.map(([name, value]): [string, string] => [name, wrongKey(value)])];
}

/** As long as the right one, behind the same scheme word, and not it. */
export function wrongKey(value: string): string {
  const [, scheme = '', secret = ''] = /^(\w+ )?(.*)$/s.exec(value) ?? [];
  const wrong = 'wrong-'.repeat(1 + secret.length / 6).slice(0, Math.max(6, secret.length));
  return scheme + wrong;
}
