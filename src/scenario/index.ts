/** Scenarios: read from text, run on any Device, judged. */
export { type Deviation, withDeviations } from './deviation.js';
export { exceptionFor } from './exceptions.js';
export { junitReport } from './junit.js';
export type { OpenDevice, OpenedDevice } from './open-device.js';
export { parseScenarios } from './parse-scenarios.js';
export { playScenario, type RunOptions } from './play-scenario.js';
export { type Prepared, prepare } from './prepare.js';
export { countsOf, type Happened, type ScenarioResult } from './result.js';
export { runScenario } from './run-scenario.js';
export type { Expectation, Scenario, ScenarioOutcome } from './scenario.js';
export { simulatedOpener } from './simulated.js';
export type { TranscriptLine } from './transcript.js';
export { type User, withUser } from './user.js';
