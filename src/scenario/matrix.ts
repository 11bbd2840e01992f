/**
 * Many scenarios from few lines: `defaults` for all of a file, and `matrix`, which makes one
 * scenario of each combination of values (`device.model: [nanosp, stax]`).
 */

import { InputError } from '../errors.js';
import { expected, shownText, shownValue } from '../shown.js';
import { LIMITS } from './limits.js';

export type Members = Readonly<Record<string, unknown>>;

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `over` wins; members of both are merged as deep as a scenario goes, lists are replaced. */
export function merged(base: Members, over: Members, depth = 0): Members {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = result[key];
    result[key] =
      isMembers(before) && isMembers(value) && depth < LIMITS.depth
        ? merged(before, value, depth + 1)
        : value;
  }
  return result;
}

/**
 * The scenarios of one entry, each with its values behind its name: `a swap [stax, fixed]`.
 * @throws InputError for a matrix that is not one, or is too big.
 */
export function expanded(entry: Members, where: string): Members[] {
  const { matrix, ...plain } = entry;
  if (matrix === undefined) return [plain];
  if (!isMembers(matrix) || Object.values(matrix).some((values) => !isList(values))) {
    throw new InputError(
      expected(
        `${where}: matrix`,
        'paths with a list of texts each, such as device.model: [nanosp, stax]',
        shownValue(matrix),
      ),
    );
  }
  const lists = Object.values(matrix) as (readonly unknown[])[];
  const count = lists.reduce((product, { length }) => product * length, 1);
  if (count > LIMITS.combinations) {
    throw new InputError(
      expected(`${where}: matrix`, `at most ${LIMITS.combinations} combinations`, count),
    );
  }
  const deep = Object.keys(matrix).find((path) => path.split('.', 20).length > LIMITS.depth);
  if (deep !== undefined) {
    throw new InputError(
      expected(`${where}: matrix`, `paths of at most ${LIMITS.depth} names`, shownText(deep)),
    );
  }
  let rows: { made: Members; values: string[] }[] = [{ made: plain, values: [] }];
  for (const [path, values] of Object.entries(matrix)) {
    rows = rows.flatMap(({ made, values: before }) =>
      (values as readonly (string | number | boolean)[]).map((value, at) => ({
        made: merged(made, nested(path.split('.'), value)),
        values: [...before, shownInName(path, `${value}`, at)],
      })),
    );
  }
  return rows.map(({ made, values }) => ({
    ...made,
    name: `${String(made.name)} [${values.join(', ')}]`,
  }));
}

/** A name is in every report. */
function shownInName(path: string, value: string, at: number): string {
  return path.endsWith('.privateKey') ? `key ${at + 1}` : value;
}

function isList(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => ['string', 'number', 'boolean'].includes(typeof item))
  );
}

function nested([first = '', ...rest]: readonly string[], value: unknown): Members {
  return { [first]: rest.length === 0 ? value : nested(rest, value) };
}
