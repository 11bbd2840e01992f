/** Sizes and fields of the messages a provider signs. */
import type { Range } from '../../exchange/layouts.js';
import { type Compare, type Difference, provider } from './difference.js';

/** The same change of several fields is said once. */
export const messageDifferences: Compare = (before, behind) => {
  const changes = new Map<string, Set<string>>();
  const messages = new Set([...Object.keys(before.fields), ...Object.keys(behind.fields)]);
  for (const message of messages) {
    const [old = {}, now = {}] = [before.fields[message], behind.fields[message]];
    for (const field of new Set([...Object.keys(old), ...Object.keys(now)])) {
      const change = sizeChange(old[field], now[field]);
      if (change === undefined) continue;
      const known = changes.get(change) ?? new Set();
      // A field that two messages have is said once, unless the name alone does not say where it is.
      changes.set(change, known.add(field));
    }
  }
  return [
    ...[...changes].map(([change, fields]) => provider(`${[...fields].join(', ')}: ${change}`)),
    ...decodedDifference(before.decodedPayloadMax, behind.decodedPayloadMax),
    ...rangeDifference('DER signature', before.wire.derSignature, behind.wire.derSignature),
  ];
};

function sizeChange(old: number | undefined, now: number | undefined): string | undefined {
  if (old === now) return undefined;
  if (old === undefined) return `skipped as unknown → read, up to ${now} bytes`;
  if (now === undefined) return `up to ${old} bytes → skipped as unknown`;
  return `up to ${old} bytes → up to ${now} bytes`;
}

function decodedDifference(old: number, now: number): Difference[] {
  if (old === now) return [];
  return [provider(`payload once decoded from base64: up to ${old} bytes → up to ${now} bytes`)];
}

export function rangeDifference(name: string, old: Range, now: Range): Difference[] {
  if (old.min === now.min && old.max === now.max) return [];
  return [provider(`${name}: ${old.min} to ${old.max} bytes → ${now.min} to ${now.max} bytes`)];
}
