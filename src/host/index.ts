/** The host side: run a flow against any Device, or speak to the Exchange app command by command. */
export type { OrderOptions } from '../order/options.js';
export { type Order, type OrderWords, orderOf, termsOf } from '../order/order.js';
export { type AddressBook, walletAddresses } from './address-book.js';
export { type Authority, testAuthority } from './authority.js';
export type { Answer, CoinCheck, Session } from './client.js';
export * as client from './client.js';
export { encodeCoinConfiguration } from './coin-configuration.js';
export {
  addressParameters,
  CURRENCIES,
  type Currency,
  configurationOf,
} from './currencies.js';
export { currencyNamed, findCurrency } from './currency-names.js';
export { CLIENT_NAMES, type ClientName } from './flow-client.js';
export type { FlowRequest } from './flow-plan.js';
export { runFlow } from './flow-runner.js';
export {
  type FlowOutcome,
  type FlowStep,
  outcomeOf,
  type Refusal,
  refusalOf,
} from './flow-step.js';
export type { SignedConfiguration } from './ledger/production.js';
export { type ConfigurationFor, requireSignatures } from './ledger-signatures.js';
export { credentialsOf, type Partner, testPartner } from './partner.js';
export { partnerFromFile, partnerFromJson } from './partner-file.js';
export { type FlowSummary, type PayloadView, summaryOf, viewPayload } from './payload-view.js';
export { decide, type UserDecision, withReview } from './review.js';
export { reviewOfFacts, reviewOnScreens, type ShownReview } from './shown-review.js';
export type { PayloadSource, SignedPayload } from './signed-payload.js';
export { type Exchange, type Tap, type TapEvent, tap } from './tap.js';
