/** Orders in the HTML report: the decoded message, and the pictures of the review. */
import { html } from 'hono/html';
import { isNano, MODEL_NAMES, type Model } from '../../device.js';
import type { ShownReleases } from '../../report/matrix-words.js';
import type { ShownOrder, ShownScreen } from '../test/order-shown.js';
import { shownText } from './html-text.js';
import { HIDDEN_EMAIL, type Redact } from './redacted.js';

export function orderArticle(order: ShownOrder, redact: Redact) {
  const { title, fields, device, screens, exchanges, releases = [] } = order;
  const text = (value: string) => shownText(redact(value));
  return html`<article>
    <h3>${text(title)}</h3>
    <p class="quiet">${links(exchanges)}</p>
    <table>
      <caption>The signed message</caption>
      <thead><tr><th scope="col">Field</th><th scope="col">Value</th></tr></thead>
      <tbody>${fields.map(
        ({ name, value, expected }) => html`<tr>
          <th scope="row"><code>${text(name)}</code></th>
          <td><code>${text(value)}</code>${
            expected === undefined
              ? ''
              : html`<p class="bad">expected <code>${text(expected)}</code></p>`
          }</td>
        </tr>`,
      )}</tbody>
    </table>
    ${device === undefined ? '' : html`<p>Device: ${text(device)}</p>`}
    ${releasesTable(releases, redact)}
    ${modelsOf(screens).map(
      (model) => html`<p class="quiet">What the customer reads, ${text(nameOf(model))}</p>
        <div class="screens">${screens
          .filter((screen) => screen.model === model)
          .map((screen, at) => figure(screen, `Page ${at + 1}`, redact))}</div>`,
    )}
  </article>`;
}

function releasesTable(releases: readonly ShownReleases[], redact: Redact) {
  if (releases.length === 0) return '';
  const text = (value: string) => shownText(redact(value));
  return html`<table>
    <caption>What each release of the Exchange app makes of it</caption>
    <thead><tr><th scope="col">Releases</th><th scope="col">Answer</th><th scope="col">Pages on a Nano S Plus</th></tr></thead>
    <tbody>${releases.map(
      ({ firmware, answer, isTaken, pages }) => html`<tr>
        <th scope="row">${text(firmware)}</th>
        <td${isTaken ? '' : html` class="bad"`}>${text(answer)}</td>
        <td>${text(pages)}</td></tr>`,
    )}</tbody>
  </table>`;
}

export function links(exchanges: readonly number[]) {
  return exchanges.map((number) => html`<a href="#call-${number}">call ${number}</a> `);
}

const modelsOf = (screens: readonly ShownScreen[]) => [
  ...new Set(screens.map(({ model }) => model)),
];

const nameOf = (model: string) => (isModel(model) ? MODEL_NAMES[model] : model);
const isModel = (name: string): name is Model => Object.hasOwn(MODEL_NAMES, name);

/** A picture cannot be redacted: a page with an e-mail address on it is told, not drawn. */
function figure(screen: ShownScreen, caption: string, redact: Redact) {
  const { lines, svg } = screen;
  if (showsEmail(lines)) {
    return html`<figure><p>This page shows an e-mail address and is not drawn here.</p>
      <figcaption>${shownText(caption)}</figcaption></figure>`;
  }
  const alt = shownText(redact(lines.join(' / ')));
  return html`<figure${isNano(screen.model as Model) ? html` class="nano"` : ''}><img src="data:image/svg+xml;base64,${base64(svg)}" alt="${alt}" />
    <figcaption>${shownText(caption)}</figcaption></figure>`;
}

/** Long ones go over several pages, all under the same title; one that was replaced says so. */
export function showsEmail(lines: readonly string[]): boolean {
  const text = lines.join(' ');
  return text.includes('@') || (/e-?mail/i.test(text) && !text.includes(HIDDEN_EMAIL));
}

function base64(text: string): string {
  let binary = '';
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
