/** `--shard i/n`: parts of a list for machines that work side by side. */

import { InputError } from '../../errors.js';
import { expected, shownText } from '../../shown.js';

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

const MAX_COUNT = 1000;

/** @throws InputError for anything but two numbers that make sense together. */
export function parseShard(text: string): Shard {
  const [, first, second] = /^(\d{1,4})\/(\d{1,4})$/.exec(text.trim()) ?? [];
  const shard = { index: Number(first), count: Number(second) };
  if (shard.index >= 1 && shard.count >= shard.index && shard.count <= MAX_COUNT) return shard;
  throw new InputError(
    expected(
      '--shard',
      `i/n with i from 1 to n and n up to ${MAX_COUNT}, such as 1/4`,
      shownText(text),
    ),
  );
}

/** Every item is in exactly one of the parts; neighbours go to different ones, so that parts take alike. */
export function shardOf<Item>(items: readonly Item[], { index, count }: Shard): Item[] {
  return items.filter((_, at) => at % count === index - 1);
}
