/** The kinds of flows, apart from the table of flows: the command line names them before it needs that. */
import type { FlowKind } from './flows.js';

export const FLOW_KINDS: readonly FlowKind[] = ['swap', 'sell', 'fund'];
