/** Recordings and the logs of other tools: read, write, play to the simulator and compare. */
export * from '../logs/index.js';
export { deviceSetup, parseApps, SEED_WITHHELD, type SetupOverrides } from './device-setup.js';
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
