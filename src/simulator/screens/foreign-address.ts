/** How a screen tells that the payout address is not the device's own. */
import { isNano, type Model } from '../../device.js';
import type { ScreenRules } from '../../firmware/profile.js';

/** Whether it is told in rows of the review, not on a page before it. */
export function warnsInRows({ model, rules }: { model: Model; rules: ScreenRules }): boolean {
  return isNano(model) && rules.nanoWarning === 'rows';
}
