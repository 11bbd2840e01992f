/**
 * The journey page:
 *
 *     GET /                  the page, for who asks for HTML
 *     GET /page/:file        its script (main.js), style and icon
 */
import { Hono } from 'hono';
import { compressed } from '../../server/page/compressed.js';
import { PAGE_HEADERS } from '../../server/page/headers.js';
import { PAGE_ICON } from '../../server/page/icon.js';
import type { PageScript } from '../../server/page-api.js';
import { type JourneyPageOptions, journeyDocument } from './page/document.js';
import { journeyStyle } from './page/style.js';

export function journeyPage(
  providers: () => JourneyPageOptions['providers'],
  script: PageScript,
): Hono {
  const app = new Hono();
  const send = (request: Request, text: string, type: string) =>
    compressed(request, text, {
      ...PAGE_HEADERS,
      'Content-Type': `${type}; charset=utf-8`,
      'Cache-Control': 'no-cache',
    });
  app.get('/', async (c) => {
    return send(c.req.raw, journeyDocument({ providers: providers() }), 'text/html');
  });
  app.get('/page/main.js', async (c) => send(c.req.raw, await script(), 'text/javascript'));
  app.get('/page/style.css', (c) => send(c.req.raw, journeyStyle(), 'text/css'));
  app.get('/page/icon.svg', (c) => send(c.req.raw, PAGE_ICON, 'image/svg+xml'));
  return app;
}
