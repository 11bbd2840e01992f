/** A profile and every type it is made of, for entries that take one. */
export type { InstructionName } from '../exchange/constants.js';
export type { FlowName, NgForm } from '../exchange/flows.js';
export type { Range, WireLimits } from '../exchange/layouts.js';
export type { FieldLimits } from '../payload/nanopb.js';
export type { DeviceBuild, FirmwareDevice } from './builds.js';
export type { Admission, Instructions } from './instructions.js';
export type { ByKind, ScreenLabels } from './labels.js';
export type { FirmwareProfile, ReleaseKind, ScreenRules } from './profile.js';
export type { StatusWords } from './status-words.js';
export type { TrustedNameRules } from './trusted-name.js';
