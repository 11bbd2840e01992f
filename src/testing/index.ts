/**
 * Helpers for tests with vitest, jest or node:test, none of which they need: a simulated Ledger,
 * what its screen must show, the user who approves or rejects, a whole flow in one line.
 */

export { ProviderError } from '../errors.js';
export type { AskedProvider } from '../scenario/ask-provider.js';
export type { OpenDevice } from '../scenario/open-device.js';
export { parseScenarios } from '../scenario/parse-scenarios.js';
export type { ScenarioResult } from '../scenario/result.js';
export { runScenario } from '../scenario/run-scenario.js';
export type { BackendAddress } from '../scenario/scenario.js';
export { simulatedOpener } from '../scenario/simulated.js';
export type { TranscriptLine } from '../scenario/transcript.js';
export type { NonceForm, ProviderRequest } from '../sign/provider-request.js';
export {
  type Fault,
  type FaultPlace,
  type Time,
  virtualTime,
  withFaults,
} from '../simulator/faults/index.js';
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
