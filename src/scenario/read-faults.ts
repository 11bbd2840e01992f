/** Faults from JSON, as scenarios write them. */
import type { Fault } from '../simulator/faults/index.js';
import { defined } from './defined.js';
import type { Members } from './matrix.js';
import { FAULTS } from './schema.js';
import { problemOf } from './schema-problem.js';

/**
 * @param members with `faults`, a list.
 * @throws InputError naming `where`, the fault and the key, what was expected and what came.
 */
export function readFaults(members: Members, where: string): Fault[] {
  const read = FAULTS.safeParse(members);
  if (!read.success) throw problemOf(read.error.issues, members, where);
  return read.data.faults.map((fault): Fault => defined(fault));
}
