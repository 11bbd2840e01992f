/**
 * The host side: run a flow against any Device, or speak to the Exchange app command by command.
 * @packageDocumentation
 */

export type { RecordedEvent } from '../capture/format.js';
export type * from '../device/types.js';
export type { Curve, Encoding, Rate, SignatureFormat } from '../exchange/constants.js';
export type { Flow, FlowKind } from '../exchange/flows.js';
export type * from '../firmware/types.js';
export type { SigningKey } from '../keys/private-key.js';
export type { OptionName, OrderOption, OrderOptions } from '../order/options.js';
export { type Order, type OrderWords, orderOf, termsOf } from '../order/order.js';
export type { FieldValue, MessageValues } from '../payload/encode.js';
export type { DecodedMessage, DecodedValue } from '../payload/nanopb.js';
export type * from '../simulator/screens/facts-types.js';
export type * from '../simulator/types.js';
export { type AddressBook, walletAddresses } from './address-book.js';
export { type Authority, testAuthority } from './authority.js';
export type { Answer, CoinCheck, Session } from './client.js';
/** The Exchange app command by command: each sends one and returns its answer. */
export * as client from './client.js';
export { encodeCoinConfiguration } from './coin-configuration.js';
export { addressParameters, CURRENCIES, type Currency, configurationOf } from './currencies.js';
export { currencyNamed, findCurrency } from './currency-names.js';
export { CLIENT_NAMES, type ClientMaker, type ClientName, type FlowClient } from './flow-client.js';
export type { FlowRequest } from './flow-plan.js';
export { flowSteps, runFlow } from './flow-runner.js';
export {
  type FlowOutcome,
  type FlowStep,
  outcomeOf,
  type Refusal,
  refusalOf,
} from './flow-step.js';
export type { SignedConfiguration } from './ledger/production.js';
export { type ConfigurationFor, requireSignatures, type Signed } from './ledger-signatures.js';
export { credentialsOf, type Partner, testPartner } from './partner.js';
export { type PartnerFileOptions, partnerFromFile, partnerFromJson } from './partner-file.js';
export { type FlowSummary, type PayloadView, summaryOf, viewPayload } from './payload-view.js';
export { decide, type UserDecision, withReview } from './review.js';
export { reviewOfFacts, reviewOnScreens, type ShownReview } from './shown-review.js';
export type { PayloadSource, SignedPayload } from './signed-payload.js';
export { type Exchange, type Tap, type TapEvent, tap } from './tap.js';
