/**
 * Whether a case is clean: for each topic, a test that needs no words. It may say no to an order that
 * has nothing wrong, which the rule then looks at; it never says yes where the rule has a finding
 * (`test/check/rules/clean.test.ts`). So an order without faults costs little and loads little.
 */
import type { DeviceRun } from '../device/device-answer.js';
import type { Facts } from '../facts/facts.js';
import { areAddressesClean } from './address/clean.js';
import { areAmountsClean } from './amount/clean.js';
import { areCurrenciesClean } from './currency/clean.js';
import { isFiatClean } from './fiat/clean.js';
import { areMemosClean } from './memo/clean.js';
import { isMessageClean } from './message/clean.js';
import { isNonceClean } from './nonce/clean.js';
import { isPayloadClean } from './payload/clean.js';
import { isSignatureClean } from './signature/clean.js';
import { areSizesClean } from './size/clean.js';
import { areTextsClean } from './text/clean.js';

/** True: the topic's rule has nothing to add, whatever was found before. */
export type Clean = (facts: Facts, run: DeviceRun) => boolean;

export const CLEAN = {
  payload: isPayloadClean,
  message: isMessageClean,
  nonce: isNonceClean,
  size: areSizesClean,
  text: areTextsClean,
  memo: areMemosClean,
  currency: areCurrenciesClean,
  address: areAddressesClean,
  amount: areAmountsClean,
  fiat: isFiatClean,
  signature: isSignatureClean,
  device: (_, { device }) => device === null,
} as const satisfies Record<string, Clean>;

/** What has a rule. */
export type Topic = keyof typeof CLEAN;

/** True when no rule has anything to say. */
export function isClean(facts: Facts, run: DeviceRun): boolean {
  return Object.values<Clean>(CLEAN).every((clean) => clean(facts, run));
}
