/**
 * How deep a document is nested. Parsers and writers of JSON and YAML call themselves for every
 * level: a few kilobytes of brackets end a process that has no limit of its own.
 */

/** Levels; documents of people have a dozen. */
export const MAX_NESTING = 100;

/**
 * True when a JSON or YAML text may be nested deeper than {@link MAX_NESTING}: brackets outside of
 * quotes, `- - -` and `? ? ?` within a line, or lines indented further and further.
 */
export function isNestedTooDeep(text: string): boolean {
  return bracketDepth(text) > MAX_NESTING || blockDepth(text) > MAX_NESTING;
}

function bracketDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inQuotes = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === 0x22) inQuotes = !inQuotes;
    else if (inQuotes) {
      if (character === 0x5c) at++;
    } else if (character === 0x5b || character === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (character === 0x5d || character === 0x7d) depth--;
  }
  return deepest;
}

/** Levels of YAML's block style: indicators in front of a line, and indents that grow. */
function blockDepth(text: string): number {
  let deepest = 0;
  const indents: number[] = [];
  for (const line of text.split('\n')) {
    const front = /^(?:[-?:] +| +)*/.exec(line)?.[0] ?? '';
    if (front.length === line.trimEnd().length) continue;
    while ((indents.at(-1) ?? -1) >= front.length) indents.pop();
    indents.push(front.length);
    deepest = Math.max(deepest, indents.length + front.replace(/[^-?:]/g, '').length);
  }
  return deepest;
}

/** True when a value that was read from somewhere is nested deeper than {@link MAX_NESTING}. */
export function isDeepValue(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; depth <= MAX_NESTING; depth++) {
    const next: unknown[] = [];
    for (const one of level) {
      if (typeof one !== 'object' || one === null || one instanceof Uint8Array) continue;
      for (const inner of Object.values(one)) {
        if (typeof inner === 'object' && inner !== null) next.push(inner);
      }
    }
    if (next.length === 0) return false;
    level = next;
  }
  return true;
}
