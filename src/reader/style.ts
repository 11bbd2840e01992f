/** The look of the reader: the page's colours, and what is its own. */
import { BASE } from '../server/page/styles/base.js';

export function readerStyle(): string {
  return BASE + OWN;
}

const OWN = `
.top { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; padding: 14px 20px; }
.top h1 { font-size: 1.2rem; } .top small { color: var(--soft); font-weight: 400; }
.mode { color: var(--soft); }
main { display: grid; gap: 16px; padding: 0 20px 40px; max-width: 1280px; margin: 0 auto; }
.row { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
.file, button {
  font: inherit; font-weight: 600; color: var(--ink); background: var(--sunk); cursor: pointer;
  border: 1px solid var(--edge); border-radius: 9px; padding: 7px 14px; display: inline-block;
}
.file:focus-within { outline: 3px solid var(--mark); outline-offset: 2px; }
.file input { position: absolute; opacity: 0; width: 1px; height: 1px; }
label { display: block; color: var(--soft); font-size: .9rem; }
.file { color: var(--ink); font-size: 1rem; }
textarea, input:not([type]), select {
  font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--edge);
  border-radius: 8px; padding: 6px 9px; width: 100%; max-width: 640px;
}
textarea, #nonce { font-family: var(--mono); font-size: .85rem; }
details > * + * { margin-top: 10px; } summary { cursor: pointer; }
#result-body > * + * { margin-top: 12px; }
.facts li { color: var(--soft); }
.problems { color: var(--bad); } .problems li { margin-top: 2px; }
.log { display: grid; grid-template-columns: minmax(240px, 1fr) minmax(0, 2fr); gap: 16px; align-items: start; }
@media (max-width: 800px) { .log { grid-template-columns: minmax(0, 1fr); } }
.steps { border: 1px solid var(--line); border-radius: 10px; max-height: 70vh; overflow: auto; }
.steps button {
  display: block; width: 100%; text-align: left; border: 0; border-radius: 0; background: none;
  font-weight: 400; padding: 7px 12px; border-bottom: 1px solid var(--line);
}
.steps button[aria-current=true] { background: var(--tint); font-weight: 600; }
.steps .answer { color: var(--soft); font-size: .88rem; display: block; }
.steps .answer.bad { color: var(--bad); }
.detail > * + * { margin-top: 12px; }
.fields { width: 100%; border-collapse: collapse; }
.fields th, .fields td { text-align: left; vertical-align: top; padding: 3px 10px 3px 0; border-bottom: 1px solid var(--line); }
.fields th { font-weight: 500; white-space: nowrap; }
.fields td { font-family: var(--mono); font-size: .85rem; }
.fields .size { font-family: inherit; color: var(--soft); white-space: nowrap; }
.checks li { padding: 2px 0; } .good { color: var(--good); } .bad { color: var(--bad); }
.screens { display: flex; flex-wrap: wrap; gap: 12px; }
.screens img { display: block; border-radius: 6px; border: 1px solid var(--line); max-width: 100%; height: auto; }
.screens .nano { width: 256px; image-rendering: pixelated; } .screens .touch { width: 200px; }
.releases table { width: 100%; border-collapse: collapse; margin-top: 8px; font-size: .85rem; }
.releases th, .releases td { text-align: left; vertical-align: top; padding: 4px 10px 4px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.pairs { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 14px; }
.pairs dt { color: var(--soft); } .pairs dd { margin: 0; }
@media (max-width: 500px) {
  .pairs { grid-template-columns: 1fr; }
  .fields tr { display: block; padding: 4px 0; border-bottom: 1px solid var(--line); }
  .fields th, .fields td { display: block; border: 0; padding: 0; }
}
.findings > li { border-left: 3px solid var(--bad); padding-left: 12px; margin-top: 12px; }
.findings > li.warning { border-color: var(--warn); }
.drop-veil {
  position: fixed; inset: 0; display: grid; place-items: center; z-index: 9; font-size: 1.3rem;
  background: color-mix(in srgb, var(--page) 85%, transparent); border: 4px dashed var(--mark);
}
pre { font-family: var(--mono); font-size: .82rem; white-space: pre-wrap; margin: 0; }
`;
