/** The form that starts a flow with the built-in test partner. */
import { html, type Markup } from './markup.js';
import type { PageOptions } from './options.js';

export function startSection({ manage, currencies }: PageOptions): Markup {
  if (!manage) {
    return html`<section class="card" aria-labelledby="start-title">
<h2 id="start-title">Start a flow</h2>
<p>The built-in partner is signed by a test key, which a real device does not know. Point your own client at this server; its commands and what they come to are shown here.</p>
</section>`;
  }
  const choices = currencies.map(
    ({ value, label, foreign }) =>
      html`<option value="${value}" data-foreign="${foreign}">${label}</option>`,
  );
  return html`<section class="card" aria-labelledby="start-title">
<h2 id="start-title">Start a flow</h2>
<form id="start" class="fields">
${segmented('kind', 'Flow', [
  ['swap', 'Swap'],
  ['sell', 'Sell'],
  ['fund', 'Fund'],
])}
<label>Pay with <select id="pay-with" name="pay">${choices}</select></label>
<label data-only="swap">Receive <select id="receive" name="to"></select></label>
<label data-only="sell">Receive <input name="fiat" value="EUR" maxlength="12" size="4" autocomplete="off"></label>
<label>Amount <input name="amount" inputmode="decimal" autocomplete="off" placeholder="an example" maxlength="60"></label>
${segmented('rate', 'Rate', [
  ['fixed', 'Fixed'],
  ['floating', 'Floating'],
])}
${segmented('version', 'Protocol', [
  ['ng', 'NG'],
  ['legacy', 'Legacy'],
])}
${segmented(
  'user',
  'Who decides',
  [
    ['wait', 'I press'],
    ['approve', 'Auto-approve'],
    ['reject', 'Auto-reject'],
  ],
  'wide',
)}
<label class="wide">The partner makes a mistake <select id="mistake" name="mistake"></select></label>
<p class="wide"><button id="start-flow" class="primary" type="submit">Start the flow</button></p>
<p id="start-problem" class="problem wide" role="alert"></p>
</form>
</section>`;
}

type Option = readonly [value: string, label: string];

/** A row of choices of which one is taken; the first at first. */
function segmented(
  name: string,
  legend: string,
  options: readonly Option[],
  width: 'wide' | '' = '',
): Markup {
  const choices = options.map(
    ([value, label], at) =>
      html`<label><input type="radio" name="${name}" value="${value}"${at === 0 ? html` checked` : html``}><span>${label}</span></label>`,
  );
  return html`<fieldset class="segments ${width}"><legend>${legend}</legend><div>${choices}</div></fieldset>`;
}
