/** How the simulated device is set up. The words of a seed go to the server and never come back. */
import { html, type Markup } from './markup.js';
import type { Choice, PageOptions } from './options.js';

export function settingsSection({ manage, models, firmwares }: PageOptions): Markup {
  if (!manage) return html``;
  return html`<details class="card settings" id="settings-card"><summary><h2>Device settings</h2></summary>
<form id="settings" class="fields" autocomplete="off">
<label>Model <select name="model">${options(models)}</select></label>
<label>Firmware <select name="firmware">${options(firmwares)}</select></label>
<label>Build <input name="build" list="builds" spellcheck="false"></label>
<datalist id="builds"><option value="random"><option value="test"><option value="production"></datalist>
<label>Seed <select name="seed"><option value="keep">unchanged</option><option value="default">the emulator's test seed</option><option value="words">my words…</option><option value="file">a file…</option></select></label>
<label class="wide" id="seed-words" hidden>Seed words <input name="words" type="password" autocomplete="off" spellcheck="false"></label>
<label class="wide" id="seed-file" hidden>File with the seed words <input name="file" type="file"></label>
<label class="wide">Installed coin apps <textarea name="apps" rows="3" spellcheck="false"></textarea></label>
<div id="faults" class="wide" hidden></div>
<p class="wide"><button type="submit">Restart with these settings</button></p>
<p id="settings-problem" class="problem wide" role="alert"></p>
</form>
<form id="add-device" class="fields"><p class="wide"><button type="submit" class="quiet">Add another device like this</button> <button id="remove-device" type="button" class="quiet" hidden>Remove this device</button></p></form>
</details>`;
}

function options(choices: readonly Choice[]): Markup[] {
  return choices.map(({ value, label }) => html`<option value="${value}">${label}</option>`);
}
