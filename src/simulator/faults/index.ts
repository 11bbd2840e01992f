/** Faults in front of any Device. */
export {
  FAULT_KINDS,
  type Fault,
  type FaultKind,
  type FaultPlace,
  LOCKED,
  type Placed,
} from './fault.js';
export { realTime, type Time, virtualTime } from './time.js';
export { type FaultOptions, withFaults } from './with-faults.js';
