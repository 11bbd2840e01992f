/** The journey page's style sheet: that of the device's page, and the steps. */
import { BASE } from '../../../server/page/styles/base.js';
import { CONTROLS } from '../../../server/page/styles/controls.js';
import { FLOW } from '../../../server/page/styles/flow.js';
import { LAYOUT } from '../../../server/page/styles/layout.js';
import { LOG } from '../../../server/page/styles/log.js';

const JOURNEY = `
@media (min-width: 760px) { main { grid-template-columns: minmax(300px, 360px) minmax(0, 1fr); } }
.journey { scroll-margin: 12px; }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; }
.keys { display: flex; flex-wrap: wrap; gap: 8px; }
.keys .yes { border-color: var(--good); color: var(--good); }
.keys .no { border-color: var(--bad); color: var(--bad); }
.track li a { color: inherit; text-decoration: none; }
.track li a:hover { text-decoration: underline; }
@container (max-width: 640px) {
  .track { display: grid; gap: 6px; }
  .track li { display: flex; gap: 10px; align-items: center; text-align: left; font-size: .9rem; }
  .track li:nth-child(even) .name { padding: 0; }
  .track li::before { margin: 0; flex: none; }
  .track li + li::after { top: -8px; right: auto; left: 12px; width: 2px; height: 10px; }
}
.steps > li { border-top: 1px solid var(--line); padding: 14px 0; scroll-margin: 12px; }
.steps > li > * + * { margin-top: 10px; }
.steps > li.skipped, .steps > li.waiting { padding: 8px 0; color: var(--soft); }
.steps h3 { display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: baseline; }
.steps h4 { font-size: .85rem; color: var(--soft); font-weight: 600; }
.reason { color: var(--bad); border-left: 4px solid var(--bad); padding: 6px 10px; background: var(--bad-tint); border-radius: 6px; }
.chip.now { color: var(--mark); background: var(--tint); }
.chip.off { color: var(--soft); background: var(--sunk); }
.offers li { display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: center; padding: 6px 0; border-top: 1px solid var(--line); }
.offers li:first-child { border-top: 0; }
.offers button { margin-left: auto; }
.facts { width: 100%; border-collapse: collapse; font-size: .88rem; }
.facts caption { text-align: left; color: var(--soft); font-size: .85rem; font-weight: 600; padding-bottom: 2px; }
.facts th, .facts td { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; border-top: 1px solid var(--line); font-weight: 400; }
.facts th { color: var(--soft); width: 30%; min-width: 90px; }
.facts .differs { color: var(--bad); display: block; }
.findings li { border: 1px solid var(--line); border-left: 4px solid var(--warn); }
.findings li.error, .findings li.wrong-on-screen { border-left-color: var(--bad); }
.findings li.note, .findings li.run { border-left-color: var(--edge); }
.screens { display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-start; }
.screens figure { max-width: 100%; }
.screens img { display: block; background: #fff; border: 1px solid var(--line); border-radius: 6px; max-width: 100%; height: auto; }
.screens .nano img { width: 256px; }
.screens .touch img { width: 168px; }
.screens .untold { width: 168px; border: 1px solid var(--line); border-radius: 6px; padding: 10px; font-size: .85rem; }
.screens figcaption { font-size: .78rem; color: var(--soft); margin-top: 2px; }
details.box { border: 1px solid var(--line); border-radius: 8px; padding: 6px 10px; }
details.box + details.box { margin-top: 6px; }
details.box summary { font-size: .88rem; }
details.box[open] > summary { margin-bottom: 8px; }
details.box h5 { margin: 8px 0 2px; font-size: .8rem; color: var(--soft); font-weight: 600; }
pre {
  margin: 0; font-family: var(--mono); font-size: .8rem; line-height: 1.45; white-space: pre-wrap; overflow-wrap: anywhere;
  background: var(--sunk); border-radius: 8px; padding: 8px 10px; max-height: 420px; overflow: auto;
}
@media (max-width: 759px) {
  .column { display: contents; }
  #stored-card, #earlier-card { order: 1; }
}
@media (max-width: 760px) { .facts th { width: 36%; } }
@media (max-width: 420px) {
  .facts, .facts caption, .facts tbody, .facts tr, .facts th, .facts td { display: block; width: auto; }
  .screens { gap: 8px; }
  .screens .nano img { width: 128px; }
  .screens .touch img, .screens .untold { width: 142px; }
  .facts td { border-top: 0; padding-top: 0; }
  .offers button { margin-left: 0; }
}
`;

export function journeyStyle(): string {
  return [BASE, LAYOUT, CONTROLS, FLOW, LOG, JOURNEY].join('');
}
