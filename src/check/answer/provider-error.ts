/**
 * Error bodies of the provider API (provider-api.md#errors; openapi `Error`, `CodeError`,
 * `WebhookError`).
 */
import { shownValue } from '../../shown.js';
import { quoted } from '../findings/evidence.js';
import { type Members, membersOf } from './unwrap.js';

/** Members that name an error, the one that says most first. */
const NAMES = ['messageKey', 'errorCode', 'error', 'errors', 'code', 'errorMessage', 'title'];
const TEXTS = ['message', 'description', 'detail', 'error_description'];

/** What the error says, quoted; undefined when the object is no error. */
export function providerError(members: Members): string | undefined {
  const name = NAMES.find((member) => member in members && members[member] !== null);
  if (name === undefined) return failedStatus(members);
  const value = members[name];
  const inner = membersOf(Array.isArray(value) ? value[0] : value);
  if (inner !== undefined) return providerError(inner) ?? firstText(inner) ?? name;
  const text = firstText(members);
  const named = `${name} ${typeof value === 'string' ? quoted(value) : shownValue(value)}`;
  // A code alone may be anything; beside a message it is an error.
  if (text === undefined && ['code', 'title'].includes(name)) return undefined;
  return text === undefined ? named : `${named}, ${text}`;
}

/** A gateway's: a status of 400 or more beside a text, or a text alone. */
function failedStatus(members: Members): string | undefined {
  const text = firstText(members);
  if (text === undefined) return undefined;
  const status = members.statusCode ?? members.status;
  if (typeof status === 'number' && status >= 400) return `status ${status}, ${text}`;
  return Object.keys(members).length === 1 ? text : undefined;
}

function firstText(members: Members): string | undefined {
  const name = TEXTS.find((member) => typeof members[member] === 'string');
  return name === undefined ? undefined : `${name} ${quoted(members[name] as string)}`;
}
