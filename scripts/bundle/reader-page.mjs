/** The reader as one HTML file: its script in its document. */
import { createHash } from 'node:crypto';
import { browserScript } from './browser-script.mjs';

const hashOf = (text) => createHash('sha256').update(text).digest('base64');

export async function readerPage({ version, readerDocument }) {
  const { code, modules } = await browserScript('reader/client/main.js');
  return { html: readerDocument({ version, script: code, hashOf }), modules };
}
