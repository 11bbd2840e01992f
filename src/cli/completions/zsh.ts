/** Completions for zsh: to be evaluated behind compinit, or kept as `_exchange-sim` in `fpath`. */
import { quoted } from './bash.js';
import type { Level } from './tree.js';
import { valueRules } from './tree.js';

export function zshScript(levels: readonly Level[]): string {
  const paths = levels.filter(({ path }) => path !== '').map(({ path }) => stepOf(path));
  return `#compdef exchange-sim
# exchange-sim completions zsh
_exchange_sim() {
  local at='' word before="\${words[CURRENT-1]}" i
  local -a commands options values
  for ((i = 2; i < CURRENT; i++)); do
    word="\${words[i]}"
    case "$at $word" in
      ${paths.map(quoted).join('|')}) at="\${at:+$at }$word" ;;
    esac
  done
  if [[ "$PREFIX" == --*=* ]]; then
    before="\${PREFIX%%=*}"
    compset -P '*='
  fi
  case "$at $before" in
${[...valueRules(levels)].map(([key, places]) => valueCase(key, places)).join('\n')}
  esac
  case "$at" in
${levels.map(levelCase).join('\n')}
  esac
  if [[ "$PREFIX" == -* ]]; then
    _describe -o option options
    return
  fi
  (( \${#commands} )) && _describe command commands
  (( \${#values} )) && compadd -- "\${values[@]}"
  (( \${#commands} + \${#values} )) || _files
}
if [ "\${funcstack[1]}" = _exchange_sim ]; then _exchange_sim "$@"; else compdef _exchange_sim exchange-sim; fi
`;
}

function stepOf(path: string): string {
  return path.includes(' ') ? path : ` ${path}`;
}

function valueCase(key: string, places: readonly string[]): string {
  const values = listed(key.replace('?', '').split(' '));
  const end = key.startsWith('?')
    ? `values=(${values})`
    : key === ''
      ? '_files; return'
      : `compadd -- ${values}; return`;
  return `    ${places.map(quoted).join('|')}) ${end} ;;`;
}

function levelCase({ path, commands, options, words }: Level): string {
  const described = options.flatMap(({ names, purpose }) =>
    names.map((name) => pair(name, purpose)),
  );
  return `    ${quoted(path)})
      commands=(${commands.map(({ name, purpose }) => pair(name, purpose)).join(' ')})
      options=(${described.join(' ')})
      values+=(${listed(words)}) ;;`;
}

/** For _describe: a colon parts the two. */
function pair(name: string, purpose: string): string {
  return quoted(`${name}:${purpose}`);
}

function listed(words: readonly string[]): string {
  return words.map(quoted).join(' ');
}
