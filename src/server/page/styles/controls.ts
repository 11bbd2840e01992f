/** Buttons, fields, rows of choices. */
export const CONTROLS = `
button, .button, .file {
  font: inherit; font-weight: 600; color: var(--ink); background: var(--sunk); cursor: pointer;
  border: 1px solid var(--edge); border-radius: 10px; padding: 8px 14px; min-height: 40px;
}
.button, .file { display: inline-block; text-decoration: none; line-height: 22px; }
button:hover, .button:hover, .file:hover { border-color: var(--mark); background: var(--tint); }
button:active { background: var(--line); }
button.primary { background: var(--mark); border-color: var(--mark); color: var(--on-mark); padding: 8px 22px; }
button.primary:hover { filter: brightness(1.08); }
button.quiet, .button.quiet { font-size: .85rem; font-weight: 500; padding: 3px 10px; min-height: 32px; border-color: var(--line); }
button[aria-disabled=true] { color: var(--soft); border-color: var(--line); background: none; cursor: not-allowed; opacity: .75; }
.file { position: relative; }
.file input { position: absolute; inset: 0; opacity: 0; width: 100%; cursor: pointer; }
.file:focus-within { outline: 3px solid var(--mark); outline-offset: 2px; }
input, select, textarea {
  font: inherit; color: var(--ink); background: var(--card); border: 1px solid var(--edge);
  border-radius: 8px; padding: 7px 9px; width: 100%; min-width: 0; min-height: 40px;
}
textarea { resize: vertical; font-family: var(--mono); font-size: .85rem; }
::placeholder { color: var(--soft); opacity: 1; }
input[type=checkbox], input[type=radio] { width: auto; min-height: 0; accent-color: var(--mark); }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; align-items: end; }
.fields > label, .fields legend { display: grid; gap: 4px; font-size: .85rem; color: var(--soft); padding: 0; }
.fields .wide { grid-column: 1 / -1; }
.segments { border: 0; margin: 0; padding: 0; min-width: 0; }
.segments > div { display: flex; margin-top: 4px; border: 1px solid var(--edge); border-radius: 8px; overflow: hidden; }
.segments label { flex: 1 1 auto; position: relative; text-align: center; cursor: pointer; }
.segments label + label { border-left: 1px solid var(--line); }
.segments input { position: absolute; opacity: 0; inset: 0; width: 100%; height: 100%; margin: 0; cursor: pointer; }
.segments span { display: block; padding: 7px 6px; min-height: 38px; line-height: 24px; white-space: nowrap; }
.segments input:checked + span { background: var(--tint); color: var(--mark); font-weight: 600; }
.segments input:focus-visible + span { outline: 3px solid var(--mark); outline-offset: -3px; border-radius: 7px; }
details.settings[open] summary { margin-bottom: 12px; }
.plain:empty { display: none; }
.plain li { display: flex; gap: 10px; justify-content: space-between; align-items: center; padding: 6px 0; border-top: 1px solid var(--line); }
summary { cursor: pointer; padding: 2px 0; }
summary h2 { display: inline; }
details.settings form { margin-top: 14px; }
details > .fields { margin-top: 10px; }
.drop { border: 1.5px dashed var(--edge); border-radius: 12px; padding: 16px; text-align: center; color: var(--soft); }
.drop p + p { margin-top: 8px; }
`;
