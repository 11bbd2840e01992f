/** The flow, as an argument and as an option. */
import { Argument, Option } from 'commander';
import type { FlowKind } from '../../exchange/flows.js';

/** Written out: the table of flows is loaded when one is run. */
export const FLOWS: readonly FlowKind[] = ['swap', 'sell', 'fund'];

/** Not checked by the parser: whoever takes it has the better sentence, and takes capitals. */
export const flowArgument = (name: '<flow>' | '[flow]') =>
  new Argument(name, 'swap, sell or fund').choices(FLOWS).argParser((text) => text);

export const flowOption = (flags = '--flow <flow>', about = 'swap, sell or fund') =>
  new Option(flags, about).choices(FLOWS);
