/** Recordings and the logs of other tools: read, write, play to the simulator and compare. */

export type { Button, Device, Model, ScreenView, Touch } from '../device.js';
export * from '../logs/index.js';
export type { LedgerOptions } from '../simulator/ledger.js';
export type { Pbkdf2 } from '../simulator/mnemonic.js';
export type { Ui } from '../simulator/screens/state.js';
export {
  deviceSetup,
  parseApps,
  SEED_WITHHELD,
  type SetupOptions,
  type SetupOverrides,
} from './device-setup.js';
export {
  type EventPlace,
  formatRecording,
  parseRecording,
  type RecordedEvent,
  type Recording,
  type RecordingEvent,
  recordingsByDevice,
  recordingWriter,
  screenLine,
  type WritableEvent,
} from './format.js';
export { type ReadRecording, recordingOf } from './read-recording.js';
export {
  type ComparedScreen,
  type Mismatch,
  type ReplayListener,
  type ReplayResult,
  replay,
  replaySteps,
} from './replay.js';
