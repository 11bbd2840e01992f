/** Two decoded exchanges of the same instruction, field by field. */
import type { DecodedExchange, DecodedField } from './decoded.js';

/** A field that is not the same in two exchanges. */
export interface FieldDifference {
  /** Dotted name of a field, `answer`, `answer.nonce`, `flow`, `rate`. */
  readonly field: string;
  /** Undefined: it is not there. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Why an answer is another, as far as it can be said. */
  readonly because?: string;
}

/** The fields in which two exchanges differ, in the order of the wire. */
export function compareExchanges(a: DecodedExchange, b: DecodedExchange): FieldDifference[] {
  return [
    ...valueDifference('flow', a.flow, b.flow),
    ...valueDifference('rate', a.rate, b.rate),
    ...fieldDifferences(shownFields(a), shownFields(b), ''),
    ...answerDifferences(a, b),
    ...leftOver(a, b),
  ];
}

/** Of chunks only the last is compared, which has the whole. */
function shownFields({ chunk, fields }: DecodedExchange): readonly DecodedField[] {
  return chunk === undefined || chunk.last ? fields : [];
}

function valueDifference(
  field: string,
  before: string | undefined,
  after: string | undefined,
): FieldDifference[] {
  return before === after ? [] : [{ field, before, after }];
}

/** Repeated fields are compared in their order. */
function fieldDifferences(
  before: readonly DecodedField[],
  after: readonly DecodedField[],
  prefix: string,
): FieldDifference[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  return names.flatMap((name) => {
    const left = before.filter((field) => field.name === name);
    const right = after.filter((field) => field.name === name);
    const count = Math.max(left.length, right.length);
    return Array.from({ length: count }, (_, at) => {
      const path = `${prefix}${name}${count > 1 ? `[${at}]` : ''}`;
      return oneField(path, left[at], right[at]);
    }).flat();
  });
}

/** What has parts differs in its parts, unless they are all the same or only one has any. */
function oneField(
  path: string,
  before: DecodedField | undefined,
  after: DecodedField | undefined,
): FieldDifference[] {
  if (before?.value === after?.value) return [];
  const parts = fieldDifferences(before?.fields ?? [], after?.fields ?? [], `${path}.`);
  const both = (before?.fields?.length ?? 0) > 0 && (after?.fields?.length ?? 0) > 0;
  if (both && parts.length > 0) return parts;
  return [{ field: path, before: before?.value, after: after?.value }];
}

function answerDifferences(a: DecodedExchange, b: DecodedExchange): FieldDifference[] {
  const words = ({ answer }: DecodedExchange) =>
    answer === null ? 'no answer' : `${answer.status} ${answer.name}`;
  const before = words(a);
  const after = words(b);
  if (before !== after) {
    const says = b.answer === null || b.answer.status === '9000' ? undefined : b.answer.says;
    return [{ field: 'answer', before, after, ...(says === undefined ? {} : { because: says }) }];
  }
  const fields = fieldDifferences(a.answer?.fields ?? [], b.answer?.fields ?? [], 'answer.');
  if (fields.length > 0 || a.response === b.response) return fields;
  // Bytes that no field shows.
  return [{ field: 'answer', before: a.response ?? undefined, after: b.response ?? undefined }];
}

/** Bytes that no field shows: a length, a tag that is skipped, a chunk cut elsewhere. */
function leftOver(a: DecodedExchange, b: DecodedExchange): FieldDifference[] {
  if (a.command === b.command || a.chunk !== undefined || b.chunk !== undefined) return [];
  const same =
    JSON.stringify([a.flow, a.rate, a.fields]) === JSON.stringify([b.flow, b.rate, b.fields]);
  return same ? [{ field: 'command', before: a.command, after: b.command }] : [];
}
