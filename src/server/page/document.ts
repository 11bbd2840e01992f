/** The page as one HTML document: everything is here from the start, the modules fill it with life. */
import { html } from './markup.js';
import type { PageOptions } from './options.js';
import { settingsSection } from './section-settings.js';
import { startSection } from './section-start.js';
import { checkSection, deviceSection, flowSection, logSection } from './sections.js';

export function pageDocument(options: PageOptions): string {
  const { version, manage } = options;
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>exchange-sim</title>
<link rel="icon" type="image/svg+xml" href="/page/icon.svg">
<link rel="stylesheet" href="/page/style.css">
<script type="module" src="/page/main.js"></script>
</head>
<body data-manage="${manage ? 'yes' : 'no'}">
<a class="skip" href="#device">Skip to the device</a>
<header class="top">
<img src="/page/icon.svg" alt="" width="28" height="28">
<h1>exchange-sim <small>${version}</small></h1>
<p class="mode">${manage ? 'Simulated' : 'Bridge to a real device'}</p>
<p id="connection" class="connection" role="status">Connecting…</p>
<a href="/swagger/">HTTP API</a>
</header>
<noscript><p class="notice">This page shows a live device: it needs JavaScript.</p></noscript>
<p id="trouble" class="notice bad" role="alert" hidden></p>
<main>
<nav id="devices" class="devices" aria-label="Devices" hidden><h2>Devices</h2><ul></ul></nav>
<div class="column">
${deviceSection(manage)}
${settingsSection(options)}
</div>
<div class="column">
${flowSection()}
${startSection(options)}
${checkSection()}
</div>
${logSection(manage)}
</main>
<div id="drop-veil" class="drop-veil" hidden><p>Drop a provider's answer (JSON) or a recording (.apdu)</p></div>
</body>
</html>
`;
  return document.text;
}
