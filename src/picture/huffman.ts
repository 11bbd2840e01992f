/** Prefix codes for `deflate.ts`. Source: RFC 1951, section 3.2. */

interface Node {
  readonly weight: number;
  /** Leaves below, with their depth under this node. */
  readonly leaves: readonly { readonly symbol: number; readonly depth: number }[];
}

/**
 * Length of each symbol's code, 0 for those that never occur. Always a complete code, or a single
 * one of length 1. Where the best code has too long words, the weights are flattened until it fits.
 */
export function codeLengths(counts: readonly number[], limit: number): number[] {
  let weights = [...counts];
  for (;;) {
    const lengths = bestLengths(weights);
    if (Math.max(...lengths) <= limit) return lengths;
    weights = weights.map((weight) => (weight === 0 ? 0 : (weight >> 1) + 1));
  }
}

function bestLengths(weights: readonly number[]): number[] {
  const lengths = new Array<number>(weights.length).fill(0);
  const leaves: Node[] = [];
  for (const [symbol, weight] of weights.entries()) {
    if (weight > 0) leaves.push({ weight, leaves: [{ symbol, depth: 0 }] });
  }
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) {
    lengths[only.leaves[0]!.symbol] = 1;
    return lengths;
  }
  // Two queues, both in order of weight: leaves, and what was made of them.
  leaves.sort((a, b) => a.weight - b.weight || a.leaves[0]!.symbol - b.leaves[0]!.symbol);
  const made: Node[] = [];
  let nextLeaf = 0;
  let nextMade = 0;
  const lightest = (): Node => {
    const leaf = leaves[nextLeaf];
    const node = made[nextMade];
    if (node === undefined || (leaf !== undefined && leaf.weight <= node.weight)) {
      nextLeaf++;
      return leaf!;
    }
    nextMade++;
    return node;
  };
  for (let joins = leaves.length - 1; joins > 0; joins--) {
    const a = lightest();
    const b = lightest();
    const below = [...a.leaves, ...b.leaves].map((leaf) => ({ ...leaf, depth: leaf.depth + 1 }));
    made.push({ weight: a.weight + b.weight, leaves: below });
  }
  for (const { symbol, depth } of made.at(-1)?.leaves ?? []) lengths[symbol] = depth;
  return lengths;
}

/** The canonical codes of these lengths, bits turned round as they go into the stream. */
export function codesOf(lengths: readonly number[]): number[] {
  const codes = new Array<number>(lengths.length).fill(0);
  let code = 0;
  for (let length = 1; length <= 15; length++) {
    for (const [symbol, own] of lengths.entries()) {
      if (own === length) codes[symbol] = reversed(code++, length);
    }
    code <<= 1;
  }
  return codes;
}

function reversed(code: number, bits: number): number {
  let turned = 0;
  for (let i = 0; i < bits; i++) if (code & (1 << i)) turned |= 1 << (bits - 1 - i);
  return turned;
}
