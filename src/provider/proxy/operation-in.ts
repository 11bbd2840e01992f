/** Which operation of the contract a request is, told by its method and the end of its path. */
import type { Product } from '../product.js';
import { operationsOf } from '../test/operations.js';

/** `probe` for what no contract knows: it is passed on, and judged as HTTP alone. */
export function operationIn(product: Product, method: string, path: string): string {
  let best = { id: 'probe', length: 0 };
  for (const { id, method: wanted, path: newest, others } of operationsOf(product)) {
    if (method !== wanted) continue;
    for (const form of [newest, ...others.map((one) => one.path)]) {
      // The base URL may stand in front, or in the traffic.
      if (path.endsWith(form) && form.length > best.length) best = { id, length: form.length };
    }
  }
  return best.id;
}
