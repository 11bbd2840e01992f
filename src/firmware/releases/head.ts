/**
 * Sources after 4.4.2, of 2025-12-11: the trusted-name parser moved into the device SDK, whose limits
 * are those of the release when it is built with SDK 25.10 or later. The version is still 4.4.2.
 */
import { after, type FirmwareProfile } from '../profile.js';
import { V4_4_2 } from './v4.4.2.js';

export const HEAD: FirmwareProfile = after(V4_4_2, {
  id: '4.4.2+HEAD',
  title: 'Exchange after 4.4.2, December 2025',
  kind: 'development',
  commit: '50712d1d',
  date: '2025-12-11',
  news: 'the trusted-name parser of the device SDK; nothing that can be observed',
  builds: [],
  version: [4, 4, 2],
  displayedVersion: '4.4.2',
});
