/** Where the parts stand: one column on a phone, two on a tablet, three on a desk. */
export const LAYOUT = `
.top {
  display: flex; flex-wrap: wrap; align-items: center; gap: 4px 14px;
  max-width: 1760px; margin: 0 auto; padding: 14px 20px 4px;
}
.top img { display: block; }
h1 { font-size: 1.15rem; letter-spacing: -.02em; }
h1 small { font-weight: 400; color: var(--soft); font-size: .8rem; letter-spacing: 0; }
.mode {
  font-size: .8rem; color: var(--soft); border: 1px solid var(--line); border-radius: 99px; padding: 1px 10px;
}
.connection { font-size: .85rem; color: var(--soft); margin-left: auto; }
.connection::before {
  content: ""; display: inline-block; width: 8px; height: 8px; border-radius: 50%;
  margin-right: 7px; background: var(--edge);
}
.connection[data-live=yes]::before { background: var(--good); }
.connection[data-live=no] { color: var(--bad); }
.connection[data-live=no]::before { background: var(--bad); }
main {
  display: grid; gap: 16px; max-width: 1760px; margin: 0 auto; padding: 12px 20px 40px;
  grid-template-columns: minmax(0, 1fr); align-items: start;
}
.column { display: grid; gap: 16px; min-width: 0; }
@media (min-width: 760px) {
  main { grid-template-columns: minmax(320px, 380px) minmax(0, 1fr); }
  .devices, .log { grid-column: 1 / -1; }
}
@media (min-width: 1240px) {
  main { grid-template-columns: 360px minmax(380px, 5fr) minmax(420px, 6fr); }
  .log { grid-column: 3; position: sticky; top: 16px; }
}
.devices h2 { font-size: .85rem; color: var(--soft); margin-bottom: 8px; }
.devices ul { display: flex; gap: 8px; overflow-x: auto; padding: 3px; margin: -3px; }
.devices li { flex: 0 0 190px; }
.devices a {
  display: flex; gap: 10px; align-items: center; height: 100%; padding: 8px; border-radius: 12px;
  border: 1px solid var(--line); background: var(--card); color: inherit; text-decoration: none;
}
.devices a[aria-current] { border-color: var(--mark); box-shadow: 0 0 0 1px var(--mark); }
.devices img { flex: none; width: 52px; max-height: 64px; object-fit: contain; border-radius: 4px; background: #fff; }
.devices .words { display: grid; min-width: 0; font-size: .85rem; line-height: 1.35; }
.devices .words span {
  font-size: .75rem; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden;
}
.devices [data-waits=true] .words span { color: var(--warn); }
@media (min-width: 1640px) {
  [data-devices=many] main { grid-template-columns: 220px 360px minmax(380px, 5fr) minmax(420px, 6fr); }
  [data-devices=many] .devices { grid-column: 1; position: sticky; top: 16px; }
  [data-devices=many] .log { grid-column: 4; }
  .devices ul { display: grid; max-height: calc(100vh - 90px); overflow: auto; }
}
@media (max-width: 420px) {
  .top, main { padding-left: 12px; padding-right: 12px; }
  .card { padding: 14px 12px; }
}
.drop-veil {
  position: fixed; inset: 12px; z-index: 9; display: grid; place-content: center; border-radius: 18px;
  border: 3px dashed var(--mark); background: color-mix(in srgb, var(--tint) 92%, transparent);
  font-size: 1.2rem; text-align: center; padding: 24px; pointer-events: none;
}
`;
