/** The device: its body, its screen, its keys. */
export const DEVICE = `
.device { text-align: center; }
.device .head { text-align: left; }
.body {
  position: relative; width: fit-content; max-width: 100%; margin: 16px auto 0; padding: 16px;
  background: linear-gradient(160deg, var(--shell-edge), var(--shell) 55%);
  border: 1px solid var(--shell-edge); border-radius: 22px; box-shadow: 0 8px 22px rgb(0 0 0 / .18);
}
.glass { position: relative; line-height: 0; border-radius: 6px; overflow: hidden; background: #000; }
.glass img { display: block; max-width: 100%; height: auto; user-select: none; -webkit-user-select: none; }
.body[data-model^=nano] { border-radius: 26px; padding: 22px 18px; }
.body[data-model^=nano] .glass img { width: 256px; height: 128px; }
.body[data-model^=nano] .glass { box-shadow: 0 0 0 6px #000; border-radius: 3px; }
.body:not([data-model^=nano]) .glass img { width: 276px; touch-action: none; cursor: pointer; }
.body[data-model=stax] .glass img { width: 250px; }
.body[data-away=yes] { width: 100%; }
.body[data-away=yes] .glass, .body[data-away=yes] ~ .texts { display: none; }
.no-screen { color: #fff; font-size: 1.05rem; line-height: 1.45; padding: 26px 10px; }
.finger {
  position: absolute; width: 44px; height: 44px; margin: -22px; border-radius: 50%; pointer-events: none;
  background: rgb(90 80 230 / .25); border: 2px solid rgb(90 80 230 / .9);
}
@media (prefers-reduced-motion: no-preference) {
  .finger { animation: hold 1.5s linear .3s both; }
  @keyframes hold { from { box-shadow: 0 0 0 0 rgb(90 80 230 / .45); } to { box-shadow: 0 0 0 26px rgb(90 80 230 / .12); } }
}
#holding { min-height: 1.3em; margin-top: 4px; }
.device .keys { display: grid; grid-template-columns: repeat(3, 1fr); gap: 8px; margin-top: 4px; }
.device .keys.two { grid-template-columns: 1fr 1fr; margin-top: 12px; }
.device .keys button { padding: 8px 6px; }
.keys .yes:not([aria-disabled=true]) { border-color: var(--good); color: var(--good); }
.keys .no:not([aria-disabled=true]) { border-color: var(--bad); color: var(--bad); }
.device .center:has([hidden]) { display: none; }
#key-help { margin-top: 8px; }
.texts { text-align: left; font-size: .9rem; }
.texts ul { margin-top: 6px; padding: 8px 12px; background: var(--sunk); border-radius: 8px; white-space: pre-wrap; }
.texts ul:empty { display: none; }
`;
