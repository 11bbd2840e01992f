/**
 * Which modules share a file. The bundler would make one of every set of modules that the same
 * entries load: a hundred small files for a command, and each costs it as much as 10 kB of code. So
 * the commands that are typed most decide: what the same of them load lies together. Everything
 * else is left to the bundler.
 */
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { BUILD } from './places.mjs';

/** What the command line has at hand whatever is typed. */
const ALWAYS = 'always';

/** What `check` loads beside it: the screens of a review, and what explains a fault. */
const SCREENS = 'screens';
const FAULT = 'fault';

/** What each command loads whatever is asked of it. */
const ROADS = {
  [ALWAYS]: [
    'cli/process.js',
    // Small, and the commands that are typed most: no file of their own to wait for.
    'cli/run/command.js',
    'cli/check/command.js',
    'cli/decode/command.js',
    'simulator/screens/foreign-address.js',
  ],
  // The help names the releases.
  help: ['firmware/index.js'],
  run: ['cli/run/run.js', 'cli/run/request.js'],
  check: ['cli/check/check.js'],
  [SCREENS]: ['check/device/screens.js'],
  [FAULT]: ['check/judge.js'],
  // Most of what is decoded has a transaction, and is held against the releases.
  decode: ['cli/decode/decode.js', 'cli/decode/releases.js'],
};

/** The one module that knows where it lies: beside the folders of the package, as that file does. */
const PACKAGE_FILE = /[\\/]build[\\/]package-file\.js$/;

/** Not for those who use the package as a library. */
const OF_THE_SHELL = /[\\/]build[\\/]cli[\\/]|[\\/]node_modules[\\/]commander[\\/]/;

/** Checks an order without faults. */
const CLEAN_ORDER = 'check/check-async.js';

/**
 * Entries that need little of what these roads load, least first: what they need of it is a file of
 * its own, so that who takes only this entry for a browser is not given the rest with it.
 */
const SMALL = {
  'library/protocol.js': {
    'help-run-check-decode': 'wire',
    'run-check-decode': 'wire',
    'run-decode': 'wire-decode',
    decode: 'wire-decode',
  },
  'picture/index.js': {
    'run-check-decode': 'picture',
    'run-check': 'picture',
    run: 'screens-run',
  },
  'simulator/index.js': {
    'run-check-decode': 'simulator',
    'run-decode': 'simulator-run-decode',
    run: 'simulator-run',
  },
  // Imported by what lies in `clean`.
  'host/ledger/package-currencies.js': { 'run-check-decode': 'simulator' },
  [CLEAN_ORDER]: { 'run-check-decode': 'clean', 'check-decode': 'clean' },
};

/** Paths of the modules that `entry` loads at once. */
async function modulesOf(entry) {
  const modules = new Set();
  const atOnce = {
    name: 'at-once',
    resolveId: (id, _, { kind }) => (kind === 'dynamic-import' ? { id, external: true } : null),
    buildEnd() {
      for (const id of this.getModuleIds()) modules.add(id);
    },
  };
  const bundle = await rolldown({
    input: fileURLToPath(new URL(entry, BUILD)),
    platform: 'browser',
    logLevel: 'silent',
    plugins: [atOnce],
  });
  await bundle.generate();
  await bundle.close();
  return modules;
}

/** A plugin that walks the roads, and the groups of modules that the bundler makes files of. */
export async function roads() {
  /** Names of the roads that load a module, by its path. */
  const loadedBy = new Map();
  /** Paths of the modules no browser can load. */
  const needingNode = new Set();
  const small = [];
  for (const [entry, files] of Object.entries(SMALL)) {
    small.push({ entry, modules: await modulesOf(entry), files });
  }

  const ofCleanOrder = small.find(({ entry }) => entry === CLEAN_ORDER).modules;

  const plugin = {
    name: 'roads',
    buildEnd() {
      for (const [road, starts] of Object.entries(ROADS)) {
        const seen = new Set();
        const visit = (id) => {
          if (seen.has(id)) return;
          seen.add(id);
          const before = loadedBy.get(id) ?? [];
          // Who is always there need not know who else wants it.
          if (!before.includes(ALWAYS)) loadedBy.set(id, [...before, road]);
          for (const next of this.getModuleInfo(id)?.importedIds ?? []) visit(next);
        };
        for (const start of starts) visit(fileURLToPath(new URL(start, BUILD)));
      }
      const mark = (id) => {
        if (needingNode.has(id)) return;
        needingNode.add(id);
        for (const importer of this.getModuleInfo(id)?.importers ?? []) mark(importer);
      };
      for (const id of this.getModuleIds()) {
        const { importedIds } = this.getModuleInfo(id);
        if (importedIds.some((name) => name.startsWith('node:'))) mark(id);
      }
    },
  };

  /** The file of a module; undefined where the bundler decides. */
  const fileOf = (id) => {
    if (PACKAGE_FILE.test(id)) return ALWAYS;
    const names = loadedBy.get(id);
    if (names === undefined) return undefined;
    const isChecked = names.includes('check');
    const isWithoutScreens = isChecked || names.includes('decode');
    // Whatever else shows them.
    if (names.includes(SCREENS) && !isWithoutScreens) return SCREENS;
    // Who is there anyway need not know what is loaded beside it.
    const beside = [...(isWithoutScreens ? [SCREENS] : []), ...(isChecked ? [FAULT] : [])];
    const on = names.filter((name) => !beside.includes(name)).join('-');
    if (OF_THE_SHELL.test(id)) return `shell-${on}`;
    // Together they are small, and none loads what the others do not.
    if (needingNode.has(id)) return on.includes('check') ? 'node' : `node-${on}`;
    const file = small.find(({ modules, files }) => on in files && modules.has(id))?.files[on];
    // A page that checks loads `simulator`, and is not given what only signs.
    return file === 'simulator' && !ofCleanOrder.has(id) ? 'simulator-alone' : (file ?? on);
  };
  return { plugin, groups: [{ name: fileOf, debugName: 'roads' }] };
}
