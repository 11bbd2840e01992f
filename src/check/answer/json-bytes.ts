/** Bytes as JSON writers of programs leave them: a list of numbers, or Node's Buffer. */
import { membersOf } from './unwrap.js';

/** More than any payload, nonce or signature has. */
const MAX_BYTES = 64 * 1024;

/** `[1, 2, 3]`, `{type: 'Buffer', data: […]}` or `{"0": 1, "1": 2}`; undefined for anything else. */
export function bytesInJson(value: unknown): Uint8Array | undefined {
  if (Array.isArray(value)) return bytesOfList(value);
  const members = membersOf(value);
  if (members === undefined) return undefined;
  if (Array.isArray(members.data)) return bytesOfList(members.data);
  const names = Object.keys(members);
  const isTypedArray = names.length > 0 && names.every((name, at) => name === String(at));
  return isTypedArray ? bytesOfList(Object.values(members)) : undefined;
}

function bytesOfList(list: readonly unknown[]): Uint8Array | undefined {
  const isByte = (value: unknown) =>
    Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xff;
  if (list.length === 0 || list.length > MAX_BYTES || !list.every(isByte)) return undefined;
  return Uint8Array.from(list as number[]);
}
