/**
 * The journey page:
 *
 *     GET /                  the page, for who asks for HTML
 *     GET /page/:file        its style and icon
 *     GET /page/modules/…    its modules, under the paths they import each other by
 */
import { Hono } from 'hono';
import { compressed } from '../../server/page/compressed.js';
import { PAGE_HEADERS } from '../../server/page/headers.js';
import { PAGE_ICON } from '../../server/page/icon.js';
import { type JourneyPageOptions, journeyDocument } from './page/document.js';
import { journeyStyle } from './page/style.js';

/** Texts of the browser's modules by their path below `/page/modules/`, the first one to begin with. */
export type JourneyModules = () => Promise<ReadonlyMap<string, string>>;

const MODULES = '/page/modules/';

export function journeyPage(
  providers: () => JourneyPageOptions['providers'],
  modules: JourneyModules,
): Hono {
  const app = new Hono();
  const send = (request: Request, text: string, type: string) =>
    compressed(request, text, {
      ...PAGE_HEADERS,
      'Content-Type': `${type}; charset=utf-8`,
      'Cache-Control': 'no-cache',
    });
  app.get('/', async (c) => {
    const paths = [...(await modules()).keys()].map((path) => MODULES + path);
    const text = journeyDocument({ providers: providers(), modules: paths });
    return send(c.req.raw, text, 'text/html');
  });
  app.get('/page/style.css', (c) => send(c.req.raw, journeyStyle(), 'text/css'));
  app.get('/page/icon.svg', (c) => send(c.req.raw, PAGE_ICON, 'image/svg+xml'));
  app.get(`${MODULES}*`, async (c) => {
    const text = (await modules()).get(c.req.path.slice(MODULES.length));
    if (text === undefined) return c.json({ error: 'the page has no such file' }, 404);
    return send(c.req.raw, text, 'text/javascript');
  });
  return app;
}
