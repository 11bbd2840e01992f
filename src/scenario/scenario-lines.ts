/** Where the scenarios of a file stand: lines, from 1, of the entry a scenario was made of. */
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

/** @param text YAML, or JSON, which YAML reads as well; nothing is known of text that is neither. */
export function scenarioLines(text: string): (name: string) => number | undefined {
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    schema: 'failsafe',
    logLevel: 'silent',
    prettyErrors: false,
  });
  const { contents } = document;
  const listed = document.get('scenarios');
  const lines = (isSeq(listed) ? listed.items : [contents]).flatMap((item) => {
    const name = isMap(item) ? item.get('name', true) : undefined;
    if (!isScalar(name) || name.range == null) return [];
    return [{ name: String(name.value), line: counter.linePos(name.range[0]).line }];
  });
  // A matrix puts its values behind the name; of two that fit, the longer one is meant.
  lines.sort((a, b) => b.name.length - a.name.length);
  return (wanted) =>
    lines.find(({ name }) => name === wanted || wanted.startsWith(`${name} [`))?.line;
}
