/** Where the deviations stand in a profile: lines from 1, by rule. */
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

/** Of YAML, and of JSON, which YAML reads as well; nothing for text that is neither. */
export function deviationLines(text: string): ReadonlyMap<string, number> {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, schema: 'failsafe' });
  const listed = document.get('deviations');
  const lines = new Map<string, number>();
  for (const item of isSeq(listed) ? listed.items : []) {
    const rule = isMap(item) ? item.get('rule', true) : undefined;
    if (!isScalar(rule) || rule.range == null) continue;
    lines.set(String(rule.value), counter.linePos(rule.range[0]).line);
  }
  return lines;
}
