/**
 * The page and what only the page asks for:
 *
 *     GET  /                          the page
 *     GET  /page/:file                its script (main.js), style and icon
 *     GET  /devices/:id/page/screen   the screen as a picture: SVG of a simulator, else PNG
 *     POST /page/check                a provider's answer, judged
 */
import type { Context } from 'hono';
import { Hono } from 'hono';
import { checked } from './page/check.js';
import { compressed } from './page/compressed.js';
import { pageDocument } from './page/document.js';
import { PAGE_HEADERS, PICTURE_HEADERS } from './page/headers.js';
import { PAGE_ICON } from './page/icon.js';
import { pageOptions } from './page/options.js';
import { simulatorDrawing } from './page/screen-picture.js';
import { pageStyle } from './page/style.js';
import { bodyObject } from './request-body.js';
import type { ServedDevice } from './served-device.js';
import type { ServedDevices } from './served-devices.js';
import type { Env } from './speculos-api.js';

/** The browser's part of the page, one script; read when the first page is asked for. */
export type PageScript = () => Promise<string>;

export interface PageApiOptions {
  readonly deviceOf: (context: Context<Env>) => ServedDevice;
  readonly devices: ServedDevices;
  /** Clients may change devices and start flows. */
  readonly manage: boolean;
  readonly version: string;
  readonly script: PageScript;
}

export function pageApi({ deviceOf, manage, version, script }: PageApiOptions): Hono<Env> {
  const api = new Hono<Env>();

  api.get('/', async (c) => {
    const html = pageDocument(await pageOptions({ manage, version }));
    return compressed(c.req.raw, html, {
      ...PAGE_HEADERS,
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
    });
  });

  api.get('/page/:file', async (c) => {
    const file = c.req.param('file');
    const asset = await assetOf(file, script);
    if (asset === undefined) return c.json({ error: 'the page has no such file' }, 404);
    return compressed(c.req.raw, asset.text, {
      ...PAGE_HEADERS,
      'Content-Type': asset.type,
      'Cache-Control': 'no-cache',
    });
  });

  api.get('/devices/:id/page/screen', async (c) => {
    const served = deviceOf(c);
    const svg = await simulatorDrawing(served.device);
    if (svg !== undefined) {
      return compressed(c.req.raw, svg, { ...PICTURE_HEADERS, 'Content-Type': SVG });
    }
    const { screenshot } = served;
    if (screenshot !== undefined) {
      const png = new Uint8Array(await screenshot());
      return new Response(png, { headers: { ...PICTURE_HEADERS, 'Content-Type': 'image/png' } });
    }
    return c.json({ error: `${served.device.name}: no program can see this screen` }, 404);
  });

  api.post('/page/check', async (c) => c.json(await checked(await bodyObject(c.req.raw))));

  return api;
}

const SVG = 'image/svg+xml; charset=utf-8';

interface Asset {
  readonly text: string;
  readonly type: string;
}

async function assetOf(file: string, script: PageScript): Promise<Asset | undefined> {
  if (file === 'main.js') return { text: await script(), type: 'text/javascript; charset=utf-8' };
  if (file === 'style.css') return { text: pageStyle(), type: 'text/css; charset=utf-8' };
  if (file === 'icon.svg') return { text: PAGE_ICON, type: SVG };
  return undefined;
}
