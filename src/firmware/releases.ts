/** Every release in the order it came, then what is not released. A new one is one line here. */
import type { FirmwareProfile } from './profile.js';
import { DEVELOP } from './releases/develop.js';
import { HEAD } from './releases/head.js';
import { V2_0_14_DEV } from './releases/v2.0.14-dev.js';
import { V3_1_0_DEV } from './releases/v3.1.0-dev.js';
import { V3_3_0_DEV } from './releases/v3.3.0-dev.js';
import { V3_3_1_DEV } from './releases/v3.3.1-dev.js';
import { V3_3_2_DEV } from './releases/v3.3.2-dev.js';
import { V3_3_3 } from './releases/v3.3.3.js';
import { V3_3_3_DEV } from './releases/v3.3.3-dev.js';
import { V3_4_0 } from './releases/v3.4.0.js';
import { V3_4_0_RC1 } from './releases/v3.4.0-rc1.js';
import { V3_4_1 } from './releases/v3.4.1.js';
import { V3_5_0_SWAP1 } from './releases/v3.5.0-swap1.js';
import { V3_5_0_SWAP2 } from './releases/v3.5.0-swap2.js';
import { V4_0_0 } from './releases/v4.0.0.js';
import { V4_1_0 } from './releases/v4.1.0.js';
import { V4_1_0_PKIV1 } from './releases/v4.1.0-pkiv1.js';
import { V4_1_0_PKIV2 } from './releases/v4.1.0-pkiv2.js';
import { V4_2_0 } from './releases/v4.2.0.js';
import { V4_2_1 } from './releases/v4.2.1.js';
import { V4_2_2 } from './releases/v4.2.2.js';
import { V4_2_3 } from './releases/v4.2.3.js';
import { V4_2_4 } from './releases/v4.2.4.js';
import { V4_3_0 } from './releases/v4.3.0.js';
import { V4_3_1 } from './releases/v4.3.1.js';
import { V4_3_2 } from './releases/v4.3.2.js';
import { V4_4_0 } from './releases/v4.4.0.js';
import { V4_4_1 } from './releases/v4.4.1.js';
import { V4_4_2 } from './releases/v4.4.2.js';

export const RELEASES: readonly FirmwareProfile[] = [
  V2_0_14_DEV,
  V3_1_0_DEV,
  V3_3_0_DEV,
  V3_3_1_DEV,
  V3_3_2_DEV,
  V3_3_3_DEV,
  V3_3_3,
  V3_4_0_RC1,
  V3_4_0,
  V3_4_1,
  V3_5_0_SWAP1,
  V3_5_0_SWAP2,
  V4_0_0,
  V4_1_0_PKIV1,
  V4_1_0_PKIV2,
  V4_1_0,
  V4_2_0,
  V4_2_1,
  V4_2_2,
  V4_2_3,
  V4_2_4,
  V4_3_0,
  V4_3_1,
  V4_3_2,
  V4_4_0,
  V4_4_1,
  V4_4_2,
  HEAD,
  DEVELOP,
];
