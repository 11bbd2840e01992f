/**
 * The provider's side: signed payloads, right or wrong on purpose, partner keys and credentials.
 * Works in a browser; reading key files (`key-file.ts`) needs Node.
 */
export { fieldsFromJson, fieldsFromRequest } from '../order/field-files.js';
export { checkValues } from '../order/limits.js';
export type { FieldOption, FieldOptions } from '../order/options.js';
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
export {
  PRIVATE_KEY_FORMS,
  type PrivateKeyForm,
  type PublicJwk,
  type PublicKeyForms,
  privateKeyText,
  publicKeyForms,
} from './key-forms.js';
export type { Mistake } from './mistake.js';
export { MISTAKE_CODES, MISTAKES, type MistakeCode, mistakeNamed } from './mistakes.js';
export {
  type Draft,
  makePayload,
  type ProviderAnswer,
  type SignedDraft,
} from './payload-maker.js';
export { checkSize } from './payload-size.js';
export { newPrivateKey, type PrivateKey, privateKeyOf } from './private-key.js';
export {
  type CalEntry,
  type CalForm,
  type ProviderForms,
  providerForms,
} from './provider-forms.js';
export { type Registration, registrationsOf } from './registrations.js';
export { type SignOrder, type SignOrderSources, signOrder } from './sign-order.js';
