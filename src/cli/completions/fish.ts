/** Completions for fish: a line for each command and option, where it may stand. */
import type { CompletedOption, Level, Named } from './tree.js';

export function fishScript(levels: readonly Level[]): string {
  const paths = levels.filter(({ path }) => path !== '').map(({ path }) => path);
  return `# exchange-sim completions fish
function __exchange_sim_at
    set -l at ''
    for word in (commandline -opc)[2..-1]
        set -l next (string trim -- "$at $word")
        contains -- $next ${paths.map(quoted).join(' ')}; and set at $next
    end
    test "$at" = "$argv[1]"
end
${levels.flatMap(linesOf).join('\n')}
`;
}

function linesOf({ path, commands, options, words }: Level): string[] {
  const start = `complete -c exchange-sim -n ${quoted(`__exchange_sim_at "${path}"`)}`;
  const plain = words.length === 0 ? [] : [`${start} -f -a ${quoted(words.join(' '))}`];
  return [
    ...commands.map((one) => `${start} -f ${commandOf(one)}`),
    ...plain,
    ...options.map((option) => `${start} ${optionOf(option)}`),
  ];
}

function commandOf({ name, purpose }: Named): string {
  return `-a ${quoted(name)} -d ${quoted(purpose)}`;
}

function optionOf({ names, purpose, takesValue, values }: CompletedOption): string {
  const spelt = names.map((name) =>
    name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  const given = values.length === 0 ? '' : ` -a ${quoted(values.join(' '))}`;
  // -x: a value and no file, -r: a value, which may be a file.
  const needs = takesValue !== 'yes' ? '' : values.length > 0 ? ' -x' : ' -r';
  return `${spelt.join(' ')}${needs}${given} -d ${quoted(purpose)}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
