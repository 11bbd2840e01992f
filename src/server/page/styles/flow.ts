/** The row of stages, the verdict, findings. */
export const FLOW = `
.stages { container-type: inline-size; }
.track { display: flex; gap: 2px; overflow-wrap: normal; }
.track li { flex: 1 1 0; min-width: 0; text-align: center; font-size: .78rem; color: var(--soft); position: relative; }
.track li::before {
  content: ""; display: grid; place-content: center; width: 26px; height: 26px; margin: 0 auto 5px;
  border-radius: 50%; border: 2px solid var(--edge); background: var(--card); font-weight: 700; line-height: 1;
  position: relative; z-index: 1;
}
.track li + li::after {
  content: ""; position: absolute; top: 12px; right: calc(50% + 15px); width: calc(100% - 26px); height: 2px; background: var(--line);
}
.track .done { color: var(--ink); }
.track .done::before { content: "✓"; background: var(--good); border-color: var(--good); color: var(--card); }
.track .done + li::after { background: var(--good); }
.track .current { color: var(--mark); font-weight: 600; }
.track .current::before { content: "•"; border-color: var(--mark); color: var(--mark); background: var(--tint); font-size: 1.3em; }
.track .refused { color: var(--bad); font-weight: 600; }
.track .refused::before { content: "✕"; background: var(--bad); border-color: var(--bad); color: var(--card); }
.track .rejected { color: var(--warn); font-weight: 600; }
.track .rejected::before { content: "–"; background: var(--warn); border-color: var(--warn); color: var(--card); }
@container (max-width: 440px) { .track li:nth-child(even) .name { display: block; padding-top: 1.25em; } }
@container (max-width: 345px) {
  .track { display: grid; gap: 6px; }
  .track li { display: flex; gap: 10px; align-items: center; text-align: left; font-size: .9rem; letter-spacing: 0; }
  .track li:nth-child(even) .name { padding: 0; }
  .track li::before { margin: 0; flex: none; }
  .track li + li::after { top: -8px; right: auto; left: 12px; width: 2px; height: 10px; }
}
.verdict { border-radius: 10px; padding: 12px 14px; border-left: 4px solid var(--edge); background: var(--sunk); }
.verdict > * + * { margin-top: 6px; }
.verdict.good { background: var(--good-tint); border-color: var(--good); }
.verdict.good h3 { color: var(--good); }
.verdict.bad { background: var(--bad-tint); border-color: var(--bad); }
.verdict.bad h3 { color: var(--bad); }
.verdict.no, .verdict.waiting { background: var(--warn-tint); border-color: var(--warn); }
.verdict.no h3, .verdict.waiting h3 { color: var(--warn); }
.pairs { display: grid; grid-template-columns: minmax(64px, max-content) minmax(0, 1fr); gap: 4px 14px; }
.verdict .pairs { font-size: .94rem; }
.pairs dt { color: var(--soft); }
.pairs dd { margin: 0; white-space: pre-line; }
.findings { display: grid; gap: 10px; }
.findings li { background: var(--card); border-radius: 8px; padding: 10px 12px; }
.findings li > * + * { margin-top: 4px; }
.findings .pairs { font-size: .9rem; }
.pages { display: grid; grid-template-columns: repeat(auto-fill, minmax(140px, 1fr)); gap: 8px; margin-top: 8px; }
.pages li { white-space: pre-line; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 8px; font-size: .82rem; }
.releases table { width: 100%; border-collapse: collapse; margin-top: 8px; font-size: .85rem; }
.releases th, .releases td { text-align: left; vertical-align: top; padding: 4px 10px 4px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.releases td.bad { color: var(--bad); }
.result:empty { display: none; }
.chip { display: inline-block; font: 600 .8rem/1.4 var(--mono); padding: 0 6px; border-radius: 5px; }
.chip.good { color: var(--good); background: var(--good-tint); }
.chip.bad { color: var(--bad); background: var(--bad-tint); }
.chip.warn { color: var(--warn); background: var(--warn-tint); }
`;
