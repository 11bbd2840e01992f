/**
 * `exchange-sim/transport/ledgerjs`: any Device for Ledger's own JavaScript: as a Transport, and
 * behind Ledger's Exchange client. Needs Node and the optional packages `@ledgerhq/hw-transport` and
 * `@ledgerhq/hw-app-exchange`.
 * @packageDocumentation
 */
export type * from '../device/types.js';
export { ExchangeSimError } from '../errors.js';
export type { Rate } from '../exchange/constants.js';
export type { Flow, FlowKind } from '../exchange/flows.js';
export {
  type LedgerExchange,
  type LedgerTransport,
  ledgerExchange,
  refusedStatus,
  translatedError,
  transportOf,
} from '../transport/ledgerjs.js';
