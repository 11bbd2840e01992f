/** What options and arguments may be that the parser leaves to the commands themselves. */
import { FINDING_CODES } from '../../check/findings/codes.js';
import { MODELS } from '../../device.js';
import { OTHER_STATUS_WORDS } from '../../exchange/other-status.js';
import { SW } from '../../exchange/status.js';
import { FIRMWARE_IDS } from '../../firmware/index.js';
import { COURSE_NAMES } from '../../provider/serve/course.js';
import { SWITCHES } from '../../provider/serve/index.js';
import { MISTAKE_CODES } from '../../sign/mistakes.js';
import { BUILD_FLAGS, BUILDS } from '../../simulator/build.js';
import { DEVICE_FORMS } from '../../transport/device-spec.js';
import type { MoreValues } from './tree.js';

/** By the flags of an option, with its command in front where another has the same ones. */
export function moreValues(): MoreValues {
  const statuses = [...Object.values(SW), ...OTHER_STATUS_WORDS].map((status) =>
    status.toString(16).padStart(4, '0'),
  );
  return new Map<string, readonly string[]>([
    ['--firmware <version>', FIRMWARE_IDS],
    ['check --firmware <version>', [...FIRMWARE_IDS, 'all']],
    ['run --firmware <version>', [...FIRMWARE_IDS, 'auto']],
    ['--require <versions>', [...FIRMWARE_IDS, 'all']],
    ['--build <build>', [...Object.keys(BUILDS), ...BUILD_FLAGS]],
    ['--device <spec>', DEVICE_FORMS.map((form) => form.replace(/[[:].*/, ''))],
    ['-m, --model <model>', MODELS],
    ['--mistake <code>', MISTAKE_CODES],
    ['--misbehave <codes>', ['list', ...SWITCHES.map(({ code }) => code)]],
    ['--course <name>', COURSE_NAMES],
    ['explain', [...FINDING_CODES, ...new Set(statuses)]],
    ['firmware diff', FIRMWARE_IDS],
  ]);
}
