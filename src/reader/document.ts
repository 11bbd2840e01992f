/**
 * The reader as one HTML file: decoder, checker and simulator in the browser, nothing fetched, nothing
 * sent. Its policy lets nothing else happen.
 */
import { html, Markup } from '../server/page/markup.js';
import { readerStyle } from './style.js';

export interface ReaderParts {
  readonly version: string;
  /** The bundled client. */
  readonly script: string;
  /** Base64 of the SHA-256 of style and script, for the policy. */
  readonly hashOf: (text: string) => string;
}

export function readerDocument({ version, script, hashOf }: ReaderParts): string {
  const style = readerStyle();
  // The parser would end the element at this text, wherever it stands.
  const safe = script.replaceAll('</script', '<\\/script');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hashOf(safe)}'`,
    `style-src 'sha256-${hashOf(style)}'`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<title>exchange-sim reader</title>
<style>${new Markup(style)}</style>
</head>
<body>
<header class="top">
<h1>exchange-sim reader <small>${version}</small></h1>
<p class="mode">Everything stays in this page: it has no network.</p>
</header>
<noscript><p class="notice">This page decodes logs in the browser: it needs JavaScript.</p></noscript>
<main>
<section class="card" aria-labelledby="give-title">
<h2 id="give-title">A log, or a provider's answer</h2>
<p>Drop a file anywhere, paste a text, or choose a file: recordings, exported logs of Ledger Wallet,
consoles, USB captures, archives of them; or the JSON a provider answered with.</p>
<p class="row"><label class="file">Choose a file<input id="file" type="file"></label></p>
<details><summary>What else is known of an answer</summary>
<p><label for="key">Public key of the provider, in any form</label><textarea id="key" rows="3" spellcheck="false"></textarea></p>
<p><label for="curve">Its curve, where the key does not say</label>
<select id="curve"><option value="">as the key says</option><option>secp256k1</option><option>secp256r1</option></select></p>
<p><label for="nonce">Nonce the device made</label><input id="nonce" spellcheck="false" autocomplete="off"></p>
</details>
</section>
<p id="trouble" class="notice bad" role="alert" hidden></p>
<section id="result" class="card" aria-live="polite" aria-labelledby="result-title" hidden>
<h2 id="result-title"></h2>
<div id="result-body"></div>
</section>
</main>
<div id="drop-veil" class="drop-veil" hidden><p>Drop a log or a provider's answer</p></div>
<script>${new Markup(safe)}</script>
</body>
</html>
`;
  return document.text;
}
