/** How a host of a release's days speaks to it. */
import { type Flow, flowInForm } from '../exchange/flows.js';
import { hasPrompt } from './instructions.js';
import type { FirmwareProfile } from './profile.js';

export interface Spoken {
  /** In the form of its NG commands. */
  readonly flow: Flow;
  /** The last check brings the review: there is no command of its own for it. */
  readonly lastCheckDisplays: boolean;
}

export function spokenTo(profile: FirmwareProfile, flow: Flow): Spoken {
  return { flow: flowInForm(flow, profile.ngForm), lastCheckDisplays: !hasPrompt(profile) };
}
