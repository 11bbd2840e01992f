/**
 * Two logs of the same scenario: aligned by instruction, so that one command more or less does not
 * make all that follows differ, and compared field by field.
 */
import { compareExchanges, type FieldDifference } from './compare.js';
import type { DecodedExchange } from './decoded.js';

/** An exchange that only one log has, or that differs. */
export interface ExchangeDifference {
  /** Instruction, in words. */
  readonly name: string;
  /** Numbers of the exchange in either log, from 1; undefined where it is not there. */
  readonly before: number | undefined;
  readonly after: number | undefined;
  /** Empty where one log has it and the other has not. */
  readonly fields: readonly FieldDifference[];
}

/** What differs between two logs of the same scenario, aligned by instruction. */
export function diffExchanges(
  before: readonly DecodedExchange[],
  after: readonly DecodedExchange[],
): ExchangeDifference[] {
  return aligned(before, after).flatMap(([left, right]): ExchangeDifference[] => {
    const name = (left ?? right)!.name;
    const numbers = { before: left?.number, after: right?.number };
    if (left === undefined || right === undefined) return [{ name, ...numbers, fields: [] }];
    const fields = compareExchanges(left, right);
    return fields.length === 0 ? [] : [{ name, ...numbers, fields }];
  });
}

type Pair = readonly [before: DecodedExchange | undefined, after: DecodedExchange | undefined];

/** Cells of the table for the longest common sequence; longer logs are compared in their order. */
const MOST_CELLS = 16_000_000;

/** In both orders at once; as many pairs of the same instruction as there can be. */
export function aligned(
  before: readonly DecodedExchange[],
  after: readonly DecodedExchange[],
): Pair[] {
  const same = (i: number, j: number) => keyOf(before[i]!) === keyOf(after[j]!);
  let start = 0;
  while (start < before.length && start < after.length && same(start, start)) start++;
  let ends = [before.length, after.length] as const;
  while (ends[0] > start && ends[1] > start && same(ends[0] - 1, ends[1] - 1)) {
    ends = [ends[0] - 1, ends[1] - 1];
  }
  const head = before.slice(0, start).map((left, at): Pair => [left, after[at]]);
  const tail = before.slice(ends[0]).map((left, at): Pair => [left, after[ends[1] + at]]);
  const middle = matched(before.slice(start, ends[0]), after.slice(start, ends[1]));
  return [...head, ...middle, ...tail];
}

/** Chunks of one command are told apart by their place. */
function keyOf({ to, name, chunk, device }: DecodedExchange): string {
  return `${to} ${name} ${chunk?.number ?? 0} ${device ?? 1}`;
}

function matched(before: readonly DecodedExchange[], after: readonly DecodedExchange[]): Pair[] {
  const [rows, columns] = [before.length, after.length];
  if ((rows + 1) * (columns + 1) > MOST_CELLS) {
    const count = Math.max(rows, columns);
    return Array.from({ length: count }, (_, at) => [before[at], after[at]] as const).flatMap(
      ([left, right]): Pair[] =>
        left !== undefined && right !== undefined && keyOf(left) !== keyOf(right)
          ? [
              [left, undefined],
              [undefined, right],
            ]
          : [[left, right]],
    );
  }
  // longest[i][j]: pairs that can still be made from i and j on.
  const width = columns + 1;
  const longest = new Uint32Array((rows + 1) * width);
  for (let i = rows - 1; i >= 0; i--) {
    for (let j = columns - 1; j >= 0; j--) {
      longest[i * width + j] =
        keyOf(before[i]!) === keyOf(after[j]!)
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
    }
  }
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < rows || j < columns) {
    if (i < rows && j < columns && keyOf(before[i]!) === keyOf(after[j]!)) {
      pairs.push([before[i++], after[j++]]);
    } else if (
      j >= columns ||
      (i < rows && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)
    ) {
      pairs.push([before[i++], undefined]);
    } else {
      pairs.push([undefined, after[j++]]);
    }
  }
  return pairs;
}
