/** The look of the HTML report: system fonts, light and dark, and on paper. */
export const STYLE = `
:root { color-scheme: light dark; --page: #fff; --text: #1b1b1f; --quiet: #55555e; --line: #d5d5dc;
  --panel: #f5f5f8; --bad: #a3171f; --warn: #7a4b00; --good: #17663a; --link: #0b4fb3; }
@media (prefers-color-scheme: dark) { :root { --page: #16161a; --text: #ececf1; --quiet: #b0b0ba;
  --line: #3b3b45; --panel: #202027; --bad: #ff9a9a; --warn: #f0c36d; --good: #86d9a5; --link: #9cc3ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 64rem; background: var(--page);
  color: var(--text); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0 0 .25rem; } p { margin: .25rem 0; }
a { color: var(--link); } code, pre { font: 13px/1.45 ui-monospace, monospace; }
pre { white-space: pre-wrap; margin: .4rem 0; padding: .6rem; background: var(--panel);
  border: 1px solid var(--line); border-radius: .3rem; }
.quiet { color: var(--quiet); } .bad { color: var(--bad); } .warn { color: var(--warn); } .good { color: var(--good); }
.counts { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; margin: 1rem 0; list-style: none; }
.counts li { border: 1px solid var(--line); border-radius: .3rem; padding: .4rem .8rem; min-width: 7rem; }
.counts b { display: block; font-size: 1.6rem; line-height: 1.2; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .5rem 0; }
dt { color: var(--quiet); } dd { margin: 0; }
article, details { border: 1px solid var(--line); border-radius: .3rem; padding: .75rem; margin: .6rem 0; }
article.bad-edge { border-left: .3rem solid var(--bad); } article.warn-edge { border-left: .3rem solid var(--warn); }
summary { cursor: pointer; } table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
caption { text-align: left; font-weight: 600; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--line); }
h3 code { font-size: 1em; }
@media (min-width: 40rem) { th { overflow-wrap: break-word; } }
.screens { display: flex; flex-wrap: wrap; gap: .75rem; align-items: flex-start; margin: .25rem 0 1rem; }
figure { margin: 0; width: 12rem; } figure.nano { width: 16rem; } figure img { display: block; width: 100%; height: auto; background: #fff; border: 1px solid var(--line); }
figcaption { font-size: .85rem; color: var(--quiet); }
@media screen and (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; }
  table, caption, tbody, tr, th, td { display: block; } thead { position: absolute; clip-path: inset(50%); }
  tr { border-bottom: 1px solid var(--line); padding: .4rem 0; } th, td { border: 0; padding: 0; }
  figure, figure.nano { width: 8rem; } }
@media print { :root { color-scheme: light; --page: #fff; --text: #000; --quiet: #444; --line: #bbb;
  --panel: #fff; --bad: #a3171f; --warn: #7a4b00; --good: #17663a; --link: #000; }
  body { max-width: none; padding: 0; font-size: 11pt; } article, figure, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; } details::details-content { content-visibility: visible; } }
`;
