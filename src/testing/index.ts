/**
 * Helpers for tests with vitest, jest or node:test, none of which they need: a simulated Ledger,
 * what its screen must show, the user who approves or rejects, a whole flow in one line.
 * @packageDocumentation
 */

export { ProviderError } from '../errors.js';
export type { Curve, Encoding, Rate, SignatureFormat } from '../exchange/constants.js';
export type { Flow, FlowKind } from '../exchange/flows.js';
export type { ClientName } from '../host/flow-client.js';
export type { SignedTransaction } from '../host/signing/payment.js';
export type { SigningRefusal } from '../host/signing/refusal.js';
export type { Signing, SigningOptions } from '../host/signing/sign-payment.js';
export type { Tamper } from '../host/signing/tamper.js';
export type { RuleSeverity } from '../provider/rules/rule.js';
export type { Outcome } from '../provider/test/result.js';
export type { AskedProvider } from '../scenario/ask-provider.js';
export type { Deviation } from '../scenario/deviation.js';
export type { OpenDevice, OpenedDevice } from '../scenario/open-device.js';
export { parseScenarios } from '../scenario/parse-scenarios.js';
export type { RunOptions } from '../scenario/play-scenario.js';
export type { Prepared } from '../scenario/prepare.js';
export type { ScenarioResult, ScenarioRun } from '../scenario/result.js';
export { runScenario } from '../scenario/run-scenario.js';
export type {
  BackendAddress,
  Expectation,
  ExpectedAnswer,
  ExpectedPage,
  ExpectedScreens,
  ExpectedSigning,
  Scenario,
  ScenarioDevice,
  ScenarioOrder,
  ScenarioOutcome,
  ScenarioPartner,
  ScenarioSigning,
} from '../scenario/scenario.js';
export { type SimulatedOptions, simulatedOpener } from '../scenario/simulated.js';
export type { TranscriptLine } from '../scenario/transcript.js';
export type { Gesture, User } from '../scenario/user.js';
export type { ProviderAnswer, ProviderSig } from '../sign/payload-maker.js';
export type { NonceForm, ProviderRequest } from '../sign/provider-request.js';
export {
  type Fault,
  type FaultOptions,
  type FaultPlace,
  type Placed,
  type Time,
  virtualTime,
  withFaults,
} from '../simulator/faults/index.js';
export type * from '../simulator/index.js';
export { ExpectationError } from './account.js';
export { type FlowOptions, type FlowResult, runFlow } from './flow.js';
export {
  type Product,
  type ProviderOptions,
  type RuleResult,
  type RunResult,
  type StartedOrder,
  type StartedProvider,
  type Status,
  type Summary,
  startProvider,
  type TestProviderOptions,
  testProvider,
} from './provider.js';
export { approve, expectScreen, reject, type ScreenText, type WaitOptions } from './screens.js';
export {
  closeDevices,
  simulatedDevice,
  type TestDevice,
  type TestDeviceOptions,
} from './test-device.js';
