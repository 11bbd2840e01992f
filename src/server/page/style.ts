/** The page's style sheet. */
import { BASE } from './styles/base.js';
import { CONTROLS } from './styles/controls.js';
import { DEVICE } from './styles/device.js';
import { FLOW } from './styles/flow.js';
import { LAYOUT } from './styles/layout.js';
import { LOG } from './styles/log.js';

export function pageStyle(): string {
  return [BASE, LAYOUT, CONTROLS, DEVICE, FLOW, LOG].join('');
}
