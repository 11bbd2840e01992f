/** Settings of the device that is shown. A seed is read here, sent, and forgotten. */
import type { AboutDevice } from '../../devices-api.js';
import { remove, sendJson } from './api.js';
import { byId, find, message } from './dom.js';

export interface SettingsForm {
  show(device: AboutDevice): void;
}

export interface SettingsOptions {
  readonly device: () => AboutDevice;
  /** Devices have come or gone; `chosen` is to be shown. */
  readonly changed: (chosen: string) => void;
}

const NO_FORM: SettingsForm = { show: () => {} };

/** Words of any seed, and what surrounds them in a file. */
const LONGEST_FILE = 4096;

export function setUpSettings({ device, changed }: SettingsOptions): SettingsForm {
  const form = document.getElementById('settings');
  if (!(form instanceof HTMLFormElement)) return NO_FORM;
  const problem = byId('settings-problem', HTMLElement);
  const removal = byId('remove-device', HTMLButtonElement);
  const model = find(form, '[name=model]', HTMLSelectElement);
  const firmware = find(form, '[name=firmware]', HTMLSelectElement);
  const build = find(form, '[name=build]', HTMLInputElement);
  const apps = find(form, '[name=apps]', HTMLTextAreaElement);
  const seed = find(form, '[name=seed]', HTMLSelectElement);
  const words = find(form, '[name=words]', HTMLInputElement);
  const file = find(form, '[name=file]', HTMLInputElement);
  const failed = (error: unknown) => {
    problem.textContent = message(error);
  };
  let before = '';

  const suit = () => {
    byId('seed-words', HTMLElement).hidden = seed.value !== 'words';
    byId('seed-file', HTMLElement).hidden = seed.value !== 'file';
  };
  seed.addEventListener('change', suit);

  async function save(): Promise<void> {
    const change = {
      model: model.value,
      firmware: firmware.value,
      build: build.value.trim(),
      apps: apps.value.split(/[,\n]/).flatMap((app) => app.trim() || []),
      ...(await seedOf()),
    };
    await sendJson(`${device().path}/sim/settings`, change, 'PUT');
    words.value = '';
    file.value = '';
    seed.value = 'keep';
    suit();
    changed(device().id);
  }

  async function seedOf(): Promise<{ seed?: string }> {
    if (seed.value === 'keep') return {};
    if (seed.value === 'default') return { seed: 'default' };
    if (seed.value === 'words') return { seed: words.value.trim() };
    const chosen = file.files?.[0];
    if (chosen === undefined) throw new Error('Choose the file with the seed words.');
    if (chosen.size > LONGEST_FILE) throw new Error('This file is too long for seed words.');
    return { seed: (await chosen.text()).trim() };
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    problem.textContent = '';
    void save().catch(failed);
  });
  byId('add-device', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    const { model: name = '', firmware: version = '', build: kind = '' } = device().settings ?? {};
    void sendJson<AboutDevice>('/devices', { model: name, firmware: version, build: kind })
      .then(({ id }) => changed(id))
      .catch(failed);
  });
  removal.addEventListener('click', () => {
    void remove(device().path)
      .then(() => changed(''))
      .catch(failed);
  });

  return {
    show({ settings, default: isDefault }) {
      removal.hidden = isDefault;
      const key = JSON.stringify(settings);
      if (settings === null || key === before) return;
      before = key;
      model.value = settings.model;
      firmware.value = settings.firmware;
      build.value = settings.build;
      apps.value = settings.apps.join(', ');
      const kept = settings.seed === 'custom' ? 'unchanged (your own)' : 'unchanged';
      find(seed, '[value=keep]', HTMLOptionElement).textContent = kept;
      problem.textContent = '';
    },
  };
}
