/** The parts of the page that are the same for every server: device, flow, check, log. */
import { html, type Markup } from './markup.js';

/** `manage` false: a real device, whose screen may be out of reach. */
export function deviceSection(manage: boolean): Markup {
  return html`<section id="device" class="card device" tabindex="-1" aria-labelledby="device-name">
<div class="head"><h2 id="device-name">Device</h2><p id="device-facts" class="muted"></p></div>
<div id="body" class="body">
<div class="glass"><img id="screen" alt="" draggable="false"><span id="finger" class="finger" hidden></span></div>
<p id="no-screen" class="no-screen" hidden></p>
</div>
<p id="holding" class="hint" aria-hidden="true"></p>
<div id="nano-keys" class="keys" role="group" aria-label="Buttons of the device" hidden>
<button type="button" data-press="left" aria-keyshortcuts="ArrowLeft"><span aria-hidden="true">◀</span> Left</button>
<button type="button" data-press="both" aria-keyshortcuts="Enter">Both</button>
<button type="button" data-press="right" aria-keyshortcuts="ArrowRight">Right <span aria-hidden="true">▶</span></button>
</div>
<div id="touch-keys" class="keys" role="group" aria-label="Gestures on the device" hidden>
<button type="button" data-gesture="back" aria-keyshortcuts="ArrowLeft"><span aria-hidden="true">◀</span> Back</button>
<button type="button" data-gesture="hold" aria-keyshortcuts="Enter">Hold</button>
<button type="button" data-gesture="next" aria-keyshortcuts="ArrowRight">Next <span aria-hidden="true">▶</span></button>
</div>
<p id="key-help" class="hint"></p>
<p class="center"><button type="button" id="open-app" hidden>Open Exchange again</button></p>
<div id="decide" class="keys two" role="group" aria-label="Decide the whole review">
<button type="button" class="yes" data-user="approve">Approve the review</button>
<button type="button" class="no" data-user="reject">Reject the review</button>
</div>
<details class="texts"><summary>Text on the screen <span id="page-number" class="muted"></span></summary>
<ul id="screen-texts"></ul></details>
<p id="screen-spoken" class="sr" aria-live="polite"></p>
${manage ? html`` : html`<p class="hint">Behind this server is a real device: what you do here happens there.</p>`}
</section>`;
}

export function flowSection(): Markup {
  return html`<section class="card" aria-labelledby="flow-title">
<div class="head"><h2 id="flow-title">Flow</h2><p id="flow-facts" class="muted"></p></div>
<div class="stages"><ol id="track" class="track"></ol></div>
<div id="verdict" class="verdict idle" role="status" aria-live="polite" aria-atomic="true"></div>
</section>`;
}

export function checkSection(): Markup {
  return html`<section class="card" aria-labelledby="check-title">
<h2 id="check-title">Check an answer, replay a recording</h2>
<div id="drop" class="drop">
<p>Drop a provider's answer (JSON) or a recording (.apdu) anywhere on this page, paste it, or</p>
<p><label class="file">choose a file<input id="file" type="file" accept=".json,.apdu,.txt,application/json"></label></p>
</div>
<details><summary>The provider's key and flow</summary>
<div class="fields">
<label>Public key <textarea id="check-key" rows="2" spellcheck="false" autocomplete="off" placeholder="hex, PEM or JWK; empty: the built-in test partner"></textarea></label>
<label>Curve <select id="check-curve"><option value="">as the key says</option><option>secp256k1</option><option>secp256r1</option></select></label>
<label>Flow <select id="check-flow"><option value="">as the answer says</option><option value="swap">swap</option><option value="sell">sell</option><option value="fund">fund</option></select></label>
<label>Nonce <input id="check-nonce" spellcheck="false" autocomplete="off" placeholder="empty: not judged"></label>
<button id="take-nonce" type="button" class="quiet">Take the device's last nonce</button>
</div></details>
<div id="check-result" class="result" role="status" aria-live="polite"></div>
</section>`;
}

export function logSection(manage: boolean): Markup {
  return html`<section class="card log" aria-labelledby="log-title">
<div class="head"><h2 id="log-title">APDUs</h2>
<p class="tools"><label><input id="log-all" type="checkbox"> screens and presses</label>
<button id="log-clear" type="button" class="quiet">Clear</button>
<a id="recording" class="button quiet" href="/sim/recording" download>Download recording</a></p></div>
<div class="scroll" role="log" aria-live="off" aria-labelledby="log-title" tabindex="0"><ol id="log" class="rows"></ol></div>
<p id="log-empty" class="muted">Nothing has passed yet. ${manage ? 'Start a flow, or point' : 'Point'} a client at <code id="address"></code>.</p>
</section>`;
}
