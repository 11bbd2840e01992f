/**
 * Which modules share a file. The bundler would make one of every set of modules that the same
 * entries load: a hundred small files for a command, and each costs it as much as 10 kB of code. So
 * the commands that are typed most decide: what the same of them load lies together. Everything
 * else is left to the bundler.
 */
import { fileURLToPath } from 'node:url';
import { BUILD } from './places.mjs';

/** What the command line has at hand whatever is typed. */
const ALWAYS = 'always';

/** What each command loads whatever is asked of it. */
const ROADS = {
  [ALWAYS]: [
    'cli/process.js',
    // Small, and the commands that are typed most: no file of their own to wait for.
    'cli/run/command.js',
    'cli/check/command.js',
    'cli/decode/command.js',
  ],
  // The help names the releases.
  help: ['firmware/index.js'],
  run: ['cli/run/run.js', 'cli/run/request.js'],
  check: ['cli/check/check.js'],
  decode: ['cli/decode/decode.js'],
};

/** Not for those who use the package as a library. */
const OF_THE_SHELL = /[\\/]build[\\/]cli[\\/]|[\\/]node_modules[\\/]commander[\\/]/;

/** A plugin that walks the roads, and the groups of the bundler's options that are made of them. */
export function roads() {
  /** Names of the roads that load a module, by its path. */
  const loadedBy = new Map();

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
    },
  };

  // A module's imports are on all of its roads and maybe on more: whoever is on more comes first, so
  // that no file imports one that imports it.
  const groups = subsets(Object.keys(ROADS)).flatMap((on) => {
    const name = on.join('-');
    const rank = on.includes(ALWAYS) ? 50 : 2 * on.length;
    const isOn = (id) => loadedBy.get(id)?.join('-') === name;
    return [
      { name, test: (id) => isOn(id) && !OF_THE_SHELL.test(id), priority: rank },
      { name: `shell-${name}`, test: isOn, priority: rank - 1 },
    ];
  });
  return { plugin, groups };
}

/** All but the empty one, each in the order of `names`. */
function subsets(names) {
  const chosen = (number) => names.filter((_, at) => ((number >> at) & 1) === 1);
  return Array.from({ length: 2 ** names.length - 1 }, (_, at) => chosen(at + 1));
}
