/** The journey page as one HTML document; its modules fill it with life. */
import { MODEL_NAMES, MODELS } from '../../../device.js';
import { html, type Markup } from '../../../server/page/markup.js';
import { PRODUCTS } from '../../product.js';

export interface JourneyPageOptions {
  readonly providers: readonly {
    readonly name: string;
    readonly url: string;
    readonly products: readonly string[];
  }[];
}

const PRODUCT_WORDS = {
  swap: 'Swap',
  sell: 'Sell',
  card: 'Card',
  fund: 'Fund',
  buy: 'Buy',
} as const;

export function journeyDocument({ providers }: JourneyPageOptions): string {
  const offered = PRODUCTS.filter((product) =>
    providers.some(({ products }) => products.includes(product)),
  );
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>A customer's journey · exchange-sim</title>
<link rel="icon" type="image/svg+xml" href="/page/icon.svg">
<link rel="stylesheet" href="/page/style.css">
<script type="module" src="/page/main.js"></script>
</head>
<body>
<a class="skip" href="#journey">Skip to the journey</a>
<header class="top">
<img src="/page/icon.svg" alt="" width="28" height="28">
<h1>A customer's journey <small>Ledger's side, played by exchange-sim</small></h1>
<p id="connection" class="connection" role="status">Nothing is followed yet</p>
</header>
<noscript><p class="notice">This page follows what happens: it needs JavaScript.</p></noscript>
<main>
<div class="column">
<section class="card" aria-labelledby="start-title">
<h2 id="start-title">Start a journey</h2>
<form id="start" class="fields" autocomplete="off">
${segmented(
  'product',
  'Product',
  offered.map((product) => [product, PRODUCT_WORDS[product]]),
)}
<label class="wide">Provider <select name="provider"><option value="">all that offer it</option>${providers.map(
    ({ name, url, products }) =>
      html`<option value="${name}" data-products="${products.join(' ')}">${name} · ${url}</option>`,
  )}</select></label>
<label>Pays with <input name="from" placeholder="first listed" maxlength="100" spellcheck="false"></label>
<label>Receives <input name="to" placeholder="first listed" maxlength="100" spellcheck="false"></label>
<label>Amount <input name="amount" inputmode="decimal" placeholder="an example" maxlength="60"></label>
<label data-ramp>Payment method <input name="paymentMethod" placeholder="first listed" maxlength="60" spellcheck="false"></label>
<label data-ramp>Country <input name="country" placeholder="first listed" maxlength="2" spellcheck="false"></label>
<label data-device>Device <select name="model">${MODELS.map(
    (model) => html`<option value="${model}">${MODEL_NAMES[model]}</option>`,
  )}</select></label>
<div class="wide" data-device>
${segmented('user', 'Who decides on the device', [
  ['wait', 'I do'],
  ['approve', 'Approves'],
  ['reject', 'Rejects'],
])}
</div>
<p class="wide hint" id="names-hint"></p>
<p class="wide buttons"><button class="primary" type="submit" value="end">Run the journey</button> <button type="submit" value="quote">Get quotes</button></p>
<p id="start-problem" class="problem wide" role="alert"></p>
</form>
</section>
<section class="card" id="stored-card" aria-labelledby="stored-title">
<h2 id="stored-title">What Ledger would store</h2>
<div id="stored"><p class="muted">Nothing yet: an order is known once the provider has answered it.</p></div>
</section>
<nav class="card" id="earlier-card" aria-labelledby="earlier-title">
<h2 id="earlier-title">Earlier journeys</h2>
<ul id="earlier" class="plain"><li class="muted">None yet.</li></ul>
</nav>
</div>
<section id="journey" class="card journey" tabindex="-1" aria-labelledby="journey-title">
<div class="head"><h2 id="journey-title">Journey</h2><p id="journey-facts" class="muted"></p></div>
<div class="stages"><ol id="track" class="track"></ol></div>
<div id="verdict" class="verdict idle" role="status" aria-live="polite" aria-atomic="true"><h3>No journey yet.</h3><p>Choose a product and run it: quote, order over the device's nonce, signed payload, device, review, status.</p></div>
<div id="decide" class="keys" role="group" aria-label="Decide on the device" hidden>
<button type="button" class="yes" data-answer="approve">Approve on the device</button>
<button type="button" class="no" data-answer="reject">Reject on the device</button>
</div>
<p id="stop-row" hidden><button type="button" id="stop" class="quiet">Stop this journey</button></p>
<ol id="steps" class="steps"></ol>
</section>
</main>
</body>
</html>
`;
  return document.text;
}

/** A row of choices of which one is taken; the first at first. */
function segmented(
  name: string,
  legend: string,
  options: readonly (readonly [value: string, label: string])[],
): Markup {
  const choices = options.map(
    ([value, label], at) =>
      html`<label><input type="radio" name="${name}" value="${value}"${at === 0 ? html` checked` : html``}><span>${label}</span></label>`,
  );
  return html`<fieldset class="segments wide"><legend>${legend}</legend><div>${choices}</div></fieldset>`;
}
