/** The devices of the server, when there are several: which one is shown, and a look at the others. */
import type { AboutDevice } from '../../devices-api.js';
import { getJson } from './api.js';
import { byId, el, find } from './dom.js';

const nav = byId('devices', HTMLElement);
const list = find(nav, 'ul', HTMLUListElement);

/** Milliseconds between two looks; with many devices a look is larger. */
const LOOK = { few: 1500, many: 8000, limit: 40 } as const;

interface Item {
  readonly row: HTMLLIElement;
  readonly link: HTMLAnchorElement;
  readonly picture: HTMLImageElement;
  readonly name: HTMLElement;
  readonly texts: HTMLElement;
  key: string;
}

const items = new Map<string, Item>();
let looks = 0;

export async function allDevices(): Promise<readonly AboutDevice[]> {
  const { devices } = await getJson<{ devices: readonly AboutDevice[] }>('/devices');
  return devices;
}

export function showDevices(devices: readonly AboutDevice[], chosen: string): void {
  nav.hidden = devices.length < 2;
  document.body.dataset.devices = devices.length < 2 ? 'one' : 'many';
  if (nav.hidden) return;
  const known = new Set(devices.map(({ id }) => id));
  for (const [id, item] of items) {
    if (known.has(id)) continue;
    item.row.remove();
    items.delete(id);
  }
  for (const device of devices) {
    const item = items.get(device.id) ?? added(device.id);
    show(item, device);
    if (device.id === chosen) item.link.setAttribute('aria-current', 'true');
    else item.link.removeAttribute('aria-current');
  }
}

function added(id: string): Item {
  const picture = el('img');
  picture.alt = '';
  picture.loading = 'lazy';
  const [name, texts] = [el('b'), el('span', 'muted')];
  const link = el('a', '', picture, el('span', 'words', name, texts));
  link.href = `#device=${id}`;
  const row = el('li', '', link);
  const item = { row, link, picture, name, texts, key: '' };
  items.set(id, item);
  list.append(row);
  return item;
}

function show(item: Item, { id, path, modelName, screen, waitsForUser, kind }: AboutDevice): void {
  const key = JSON.stringify([modelName, screen, waitsForUser]);
  if (key === item.key) return;
  item.key = key;
  item.name.textContent = `${id} · ${modelName}`;
  const shown = screen === null ? kind : screen.texts.join(' ') || 'empty screen';
  item.texts.textContent = waitsForUser === true ? `Waiting: ${shown}` : shown;
  item.row.dataset.waits = String(waitsForUser === true);
  item.picture.hidden = screen === null;
  if (screen !== null) item.picture.src = `${path}/page/screen?list=${++looks}`;
}

/** Looks again and again while the page is in sight. */
export function watchDevices(seen: (devices: readonly AboutDevice[]) => void): void {
  const look = async () => {
    let wait: number = LOOK.few;
    try {
      if (!document.hidden) {
        const devices = await allDevices();
        if (devices.length > LOOK.limit) wait = LOOK.many;
        seen(devices);
      }
    } catch {
      wait = LOOK.many;
    }
    setTimeout(look, wait);
  };
  setTimeout(look, LOOK.few);
}
