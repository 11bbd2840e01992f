/** The page comes to life here: which device is shown, and who hears what happens to it. */
import type { AboutDevice } from '../../devices-api.js';
import type { ShownEntry } from '../../journal-words.js';
import { getJson } from './api.js';
import { allDevices, showDevices, watchDevices } from './device-list.js';
import { byId, message } from './dom.js';
import { setUpDrop } from './dropped.js';
import { openExchange } from './exchange-app.js';
import { setUpFaults } from './faults-form.js';
import { listenToFinger } from './finger.js';
import { showProgress } from './flow-view.js';
import { follow } from './follow.js';
import { allowDecision, listenToInput, setUpKeys } from './input.js';
import { logNow, logPast } from './log-view.js';
import { advanced, type Progress, START } from './progress.js';
import { type Shown, setUpScreen, showScreen, tellAway } from './screen-view.js';
import { setUpSettings } from './settings-form.js';
import { setUpStartForm } from './start-form.js';

const connection = byId('connection', HTMLElement);
const openApp = byId('open-app', HTMLButtonElement);
const trouble = byId('trouble', HTMLElement);

let device: AboutDevice | undefined;
let progress: Progress = START;
let screen: Shown | undefined;
let stop = () => {};

const base = () => device?.path ?? '';
const isNano = () => device?.model.startsWith('nano') === true;
const isAway = () => device !== undefined && device.screen === null;
/** The coin app has the wire. */
const isHandedOver = () =>
  screen?.kind === 'processing' && (progress.stages.at(-1) === 'done' || isTurnedAway());
/** It has answered the start of the next flow. */
const isTurnedAway = () =>
  progress.verdict.kind === 'refused' && progress.verdict.command === 'START_NEW_TRANSACTION';
const isClosed = () => screen?.kind === 'blank';
const isLastPage = () => screen?.kind === 'approve';

function failed(error: unknown): void {
  trouble.textContent = message(error);
  trouble.hidden = false;
}

const settings = setUpSettings({
  device: () => {
    if (device === undefined) throw new Error('There is no device.');
    return device;
  },
  changed: goTo,
});
const faults = setUpFaults({ base, failed });

/** Shows this device; the default one for no id. */
function goTo(id: string): void {
  const hash = id === '' ? '' : `#device=${id}`;
  if (location.hash === hash) void begin();
  else location.hash = hash;
}

/** Shows the device the address names, the default one when it names none. */
async function begin(): Promise<void> {
  stop();
  try {
    const devices = await allDevices();
    const [, id = ''] = /^#device=(.+)$/.exec(location.hash) ?? [];
    const chosen =
      devices.find((candidate) => candidate.id === id) ??
      devices.find((candidate) => candidate.default);
    if (chosen === undefined) throw new Error('The server has no device.');
    device = chosen;
    showDevices(devices, chosen.id);
    showAbout(chosen);
    stop = follow(chosen.path, { past, now, connected });
    trouble.hidden = true;
  } catch (error) {
    connected(false);
    failed(error);
    const timer = setTimeout(begin, RETRY);
    stop = () => clearTimeout(timer);
  }
}

const RETRY = 3000;

function showAbout(about: AboutDevice): void {
  const { id, modelName, kind, settings: set } = about;
  byId('device-name', HTMLElement).textContent = modelName;
  byId('device-facts', HTMLElement).textContent =
    set === null
      ? kind
      : `Exchange ${set.firmware}, ${set.build} build, ${set.seed === 'custom' ? 'own seed' : 'test seed'}`;
  byId('recording', HTMLAnchorElement).href = `${about.path}/sim/recording`;
  byId('address', HTMLElement).textContent = about.default
    ? location.origin
    : `${location.origin}/devices/${id}`;
  document.title = `${modelName} · exchange-sim`;
  setUpScreen(about);
  setUpKeys(about.screen === null ? 'none' : isNano() ? 'nano' : 'touch', false);
  if (about.screen !== null) show({ ...about.screen, page: null });
  settings.show(about);
  faults.show(about);
}

function past(entries: readonly ShownEntry[]): void {
  logPast(entries);
  progress = entries.reduce(advanced, START);
  const last = entries.findLast((entry) => entry.type === 'screen');
  if (last !== undefined) show(last);
  told();
}

function now(entry: ShownEntry): void {
  logNow(entry);
  progress = advanced(progress, entry);
  if (entry.type === 'screen') show(entry);
  if (entry.type === 'restart') void again();
  told();
}

/** The device was set up anew: perhaps it is another model now. */
async function again(): Promise<void> {
  try {
    device = await getJson<AboutDevice>(base());
    showAbout(device);
    told();
  } catch (error) {
    failed(error);
  }
}

function show(next: Shown): void {
  screen = next;
  showScreen(next);
}

async function ready(): Promise<void> {
  if (isHandedOver() || isClosed()) await openExchange(base(), isHandedOver());
}

function told(): void {
  const simulated = device?.settings != null;
  openApp.hidden = !simulated || !(isHandedOver() || isClosed());
  showProgress(progress, isAway());
  allowDecision(progress.verdict.kind === 'review');
  if (isAway()) tellAway(awayWords());
}

/** What to do at a device that this page can neither show nor press. */
function awayWords(): string {
  const { open } = progress;
  if (open === null) return 'This screen is on the device only. Open the Exchange app on it.';
  return open.name === 'PROMPT_UI_DISPLAY'
    ? 'The review is on the device now: compare every value, then approve or reject there.'
    : `${open.name} is under way. If the device asks something, answer there.`;
}

function connected(yes: boolean): void {
  connection.textContent = yes ? 'Live' : 'Not connected, trying again…';
  connection.dataset.live = yes ? 'yes' : 'no';
  if (yes) trouble.hidden = true;
}

listenToInput({ base, isNano, isLastPage, failed });
listenToFinger({ base, isTouch: () => !isNano() && !isAway(), isLastPage, failed });
setUpStartForm({ base, ready });
openApp.addEventListener('click', () => void openExchange(base(), isHandedOver()).catch(failed));
setUpDrop({ base, nonce: () => progress.nonce, firmware: () => device?.settings?.firmware });
watchDevices((devices) => showDevices(devices, device?.id ?? ''));
addEventListener('hashchange', () => void begin());
// A browser keeps few connections to one server: a page that nobody sees needs none.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) stop();
  else void begin();
});
// A token in the address has become a cookie by now: it need not stay in the history.
if (new URLSearchParams(location.search).has('token')) {
  history.replaceState(null, '', location.pathname + location.hash);
}
void begin();
