/** Recordings: read, write, play to the simulator and compare. */
export { deviceSetup, parseApps, SEED_WITHHELD, type SetupOverrides } from './device-setup.js';
export {
  formatRecording,
  parseRecording,
  type RecordedEvent,
  type Recording,
  type RecordingEvent,
  screenLine,
} from './format.js';
export {
  type ComparedScreen,
  type Mismatch,
  type ReplayListener,
  type ReplayResult,
  replay,
  replaySteps,
} from './replay.js';
