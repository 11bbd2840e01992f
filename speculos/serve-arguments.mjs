/** Models by the names of their build folders; the SDK calls the Nano S Plus `nanos2`. */
const MODELS = {
  nanos2: 'nanosp',
  nanosp: 'nanosp',
  nanox: 'nanox',
  stax: 'stax',
  flex: 'flex',
  apex_p: 'apex_p',
};

/**
 * Arguments of `exchange-sim` for those of `speculos`. `serve` reads most of them as they are.
 * - without --model: the model whose build folder the app lies in (`build/nanos2/bin/app.elf`);
 * - without a library no coin app is installed, as on the emulator;
 * - `-l PATH` of a build folder is the app of the folder above it (`ethereum/build/nanos2/bin/app.elf`).
 */
export function serveArguments(given, more = '') {
  const args = given.map((word, at) => namedLibrary(word, given[at - 1]));
  const extra = more.split(/\s+/).filter((word) => word !== '');
  const all = [...args, ...extra];
  const has = (...options) => all.some((word) => options.some((option) => isOption(word, option)));
  const model = MODELS[/([^/\\]+)[/\\]bin[/\\][^/\\]+$/.exec(given.at(-1) ?? '')?.[1] ?? ''];
  return [
    'serve',
    ...(model === undefined || has('-m', '--model') ? [] : ['--model', model]),
    ...(has('-l', '--library', '--apps') ? [] : ['--apps', '']),
    ...extra,
    ...args,
  ];
}

function isOption(word, option) {
  if (option.startsWith('--')) return word === option || word.startsWith(`${option}=`);
  return word.startsWith(option) && !word.startsWith('--');
}

/** `-l`, `--library`, and their value in the same word or in the next. */
const LIBRARY = /^(-l|--library=)(?=.)/;

function namedLibrary(word, before) {
  const [option] = LIBRARY.exec(word) ?? [];
  if (option !== undefined) return option + named(word.slice(option.length));
  return before === '-l' || before === '--library' ? named(word) : word;
}

/** A file in a build folder under the name of the app's own folder: `app-ethereum` is `ethereum`. */
function named(library) {
  const [, folder] =
    /(?:^|[/\\])(?:app-)?([^/\\]+)[/\\]build[/\\][^/\\]+[/\\]bin[/\\][^/\\]+$/.exec(library) ?? [];
  return folder === undefined || library.includes(':') ? library : `${folder}.elf`;
}
