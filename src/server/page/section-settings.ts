/** How the simulated device is set up. The words of a seed go to the server and never come back. */
import { INS } from '../../exchange/constants.js';
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
<p class="wide"><button type="submit">Restart with these settings</button></p>
<p id="settings-problem" class="problem wide" role="alert"></p>
</form>
<form id="add-device" class="fields"><p class="wide"><button type="submit" class="quiet">Add another device like this</button> <button id="remove-device" type="button" class="quiet" hidden>Remove this device</button></p></form>
</details>
<details class="card settings" id="faults-card"><summary><h2>Faults</h2> <span id="faults-count" class="muted">none</span></summary>
<form id="faults" class="fields">
<label class="wide">What goes wrong <select name="kind"><option value="lose">the answer is lost</option><option value="delay">the answer comes late</option><option value="duplicate">the answer comes twice</option><option value="truncate">the answer is cut short</option><option value="corrupt">bits of the answer change</option><option value="unplug">the cable is pulled</option><option value="lock">the device is locked</option><option value="slow-user">the user is slow</option><option value="coin-app-crash">the coin app crashes</option><option value="memory-corruption">the coin app corrupts memory</option></select></label>
<label class="wide" data-field="at">At <select name="at">${commands()}</select></label>
<label data-field="milliseconds">Milliseconds <input name="milliseconds" type="number" min="0" max="60000" step="100" value="2000"></label>
<p class="wide"><button type="submit">Add this fault</button></p>
<p id="faults-problem" class="problem wide" role="alert"></p>
</form>
<ul id="faults-list" class="plain"></ul>
</details>`;
}

function commands(): Markup[] {
  return Object.keys(INS).map((name) => html`<option>${name}</option>`);
}

function options(choices: readonly Choice[]): Markup[] {
  return choices.map(({ value, label }) => html`<option value="${value}">${label}</option>`);
}
