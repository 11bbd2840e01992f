/**
 * The provider's side: signed payloads, right or wrong on purpose, partner keys and credentials.
 * Works in a browser.
 * @packageDocumentation
 */

export type { Model } from '../device.js';
export type { Flow, FlowKind } from '../exchange/flows.js';
export type * from '../firmware/types.js';
export type { PublicJwk } from '../keys/jwk.js';
export { newPrivateKey, type PrivateKey, privateKeyOf } from '../keys/private-key.js';
export type { Unreadable } from '../keys/raw-key.js';
export {
  type KeyReading,
  type MalformedReading,
  type PrivateReading,
  type PublicReading,
  type ReadKeyOptions,
  readKey,
} from '../keys/read-key.js';
export {
  PRIVATE_KEY_FORMS,
  type PrivateKeyForm,
  type PublicKeyForms,
  privateKeyText,
  publicKeyForms,
} from '../keys/write-key.js';
export { fieldsFromJson, fieldsFromRequest } from '../order/field-files.js';
export { checkValues, type LimitOptions } from '../order/limits.js';
export type {
  FieldOption,
  FieldOptions,
  OptionName,
  OrderOption,
  OrderOptions,
} from '../order/options.js';
export type { OrderWords } from '../order/order.js';
export type { FieldValue, MessageValues } from '../payload/encode.js';
export type { SignedMessage, Verifier } from '../simulator/verifier.js';
export {
  type CredentialsSigner,
  type CredentialsVerdict,
  credentialsSigner,
  decodeCredentials,
  encodeCredentials,
  type PartnerIdentity,
  type SignedCredentials,
  testCredentials,
} from './credentials.js';
export { exampleKey, exampleValues } from './example-order.js';
export type { Mistake } from './mistake.js';
export { MISTAKE_CODES, MISTAKES, type MistakeCode, mistakeNamed } from './mistakes.js';
export {
  type Draft,
  type Encoded,
  makePayload,
  type ProviderAnswer,
  type ProviderSig,
  type Recipe,
  type SignedDraft,
} from './payload-maker.js';
export { checkSize } from './payload-size.js';
export {
  type CalEntry,
  type CalForm,
  type ProviderForms,
  providerForms,
} from './provider-forms.js';
export type { ProviderRequest } from './provider-request.js';
export { type Registration, registrationsOf } from './registrations.js';
export { type SignOrder, type SignOrderSources, signOrder } from './sign-order.js';
