/** The flow, as an argument and as an option. */
import { Argument, Option } from 'commander';
import { FLOW_KINDS } from '../../exchange/flow-kinds.js';

/** Not checked by the parser: whoever takes it has the better sentence, and takes capitals. */
export const flowArgument = (name: '<flow>' | '[flow]') =>
  new Argument(name, 'swap, sell or fund').choices(FLOW_KINDS).argParser((text) => text);

export const flowOption = (flags = '--flow <flow>', about = 'swap, sell or fund') =>
  new Option(flags, about).choices(FLOW_KINDS);
