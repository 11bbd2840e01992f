/** Colours for light and dark, type, and what every part shares. */
export const BASE = `
:root {
  color-scheme: light dark;
  --page: #f5f4f1; --card: #fff; --sunk: #f0eeea; --ink: #17181c; --soft: #5b606b;
  --line: #e2dfd8; --edge: #8d9099; --mark: #4a3fd0; --on-mark: #fff; --tint: #ecebfb;
  --good: #0b6b3c; --good-tint: #e4f4ea; --bad: #ad1f14; --bad-tint: #fdecea;
  --warn: #7a4d00; --warn-tint: #fdf2da; --shell: #24262c; --shell-edge: #3b3e46;
  --shadow: 0 1px 2px rgb(20 20 30 / .05), 0 6px 20px rgb(20 20 30 / .05);
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #101216; --card: #181b21; --sunk: #121419; --ink: #e9ebf0; --soft: #a0a7b4;
    --line: #2a2e37; --edge: #737b8a; --mark: #a49cff; --on-mark: #14112e; --tint: #25233f;
    --good: #5bd397; --good-tint: #12281d; --bad: #ff9489; --bad-tint: #321817;
    --warn: #f2c063; --warn-tint: #2e2410; --shell: #2b2e36; --shell-edge: #474c57;
    --shadow: none;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  overflow-wrap: anywhere;
}
h1, h2, h3, h4, p, ul, ol, dl, figure { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h2 { font-size: 1.05rem; letter-spacing: -.01em; }
h3 { font-size: 1rem; }
h4 { font-size: .95rem; }
code { font-family: var(--mono); font-size: .9em; }
a { color: var(--mark); }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; border-radius: 6px; }
.muted { color: var(--soft); }
.sr {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap;
}
.hint { color: var(--soft); font-size: .85rem; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 8px; top: 8px; z-index: 5; background: var(--card); padding: 8px 12px; }
.card {
  background: var(--card); border: 1px solid var(--line); border-radius: 14px;
  box-shadow: var(--shadow); padding: 16px; min-width: 0;
}
.card > * + * { margin-top: 12px; }
.head { display: flex; flex-wrap: wrap; gap: 2px 12px; align-items: baseline; justify-content: space-between; }
.notice { margin: 0 auto; max-width: 1680px; padding: 10px 20px; }
.notice.bad, .problem { color: var(--bad); }
.problem:empty { display: none; }
@media (prefers-reduced-motion: no-preference) {
  button, .button, .track li::before, .connection::before { transition: background-color .15s, border-color .15s; }
}
`;
