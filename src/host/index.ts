/** The host side: run a flow against any Device, or speak to the Exchange app command by command. */

export type { RecordedEvent } from '../capture/format.js';
export type {
  Button,
  Device,
  DeviceScreen,
  Model,
  Reason,
  ScreenView,
  TextLine,
  Touch,
} from '../device.js';
export type {
  Curve,
  Encoding,
  InstructionName,
  Rate,
  SignatureFormat,
} from '../exchange/constants.js';
export type { Flow, FlowKind, FlowName, NgForm } from '../exchange/flows.js';
export type { Range, WireLimits } from '../exchange/layouts.js';
export type { DeviceBuild, FirmwareDevice } from '../firmware/builds.js';
export type { FirmwareProfile } from '../firmware/index.js';
export type { Admission, Instructions } from '../firmware/instructions.js';
export type { ByKind, ScreenLabels } from '../firmware/labels.js';
export type { ReleaseKind, ScreenRules } from '../firmware/profile.js';
export type { StatusWords } from '../firmware/status-words.js';
export type { TrustedNameRules } from '../firmware/trusted-name.js';
export type { SigningKey } from '../keys/private-key.js';
export type { OptionName, OrderOption, OrderOptions } from '../order/options.js';
export { type Order, type OrderWords, orderOf, termsOf } from '../order/order.js';
export type { FieldValue, MessageValues } from '../payload/encode.js';
export type { DecodedMessage, DecodedValue, FieldLimits } from '../payload/nanopb.js';
export type {
  AddressCheck,
  AddressQuestion,
  AmountQuestion,
  CoinApp,
} from '../simulator/coins/coin-app.js';
export type {
  Approval,
  CoinScreen,
  HomePage,
  NotStarted,
  Signer,
  SigningContext,
  SigningResult,
  SigningStep,
  Started,
} from '../simulator/coins/signing.js';
export type { Secp256k1Key } from '../simulator/derivation.js';
export type { Certificate } from '../simulator/pki.js';
export type { Randomness } from '../simulator/randomness.js';
export type { OwnReview, Pair, ReviewFacts } from '../simulator/screens/content.js';
export type { SignedMessage, Verifier } from '../simulator/verifier.js';
export type { EcdsaSignature, Ed25519Bip32Key, Wallet } from '../simulator/wallet.js';
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
