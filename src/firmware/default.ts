import { V4_4_2 } from './releases/v4.4.2.js';

/** The release that is simulated when nobody says which. */
export const DEFAULT_FIRMWARE = V4_4_2;
