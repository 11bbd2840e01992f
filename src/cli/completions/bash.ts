/** Completions for bash 3.2 and later: a function, and what calls it. */
import { type Level, valueRules } from './tree.js';

export function bashScript(levels: readonly Level[]): string {
  const paths = levels.filter(({ path }) => path !== '').map(({ path }) => stepOf(path));
  return `# exchange-sim completions bash
_exchange_sim() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD - 1]}"
  local at='' word i values='' also=''
  # --option=value comes as three words.
  if [ "$cur" = '=' ]; then cur=''
  elif [ "$before" = '=' ]; then before="\${COMP_WORDS[COMP_CWORD - 2]}"; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "$at $word" in
      ${paths.map(quoted).join('|')}) at="\${at:+$at }$word" ;;
    esac
  done
  case "$at $before" in
${[...valueRules(levels)].map(([key, places]) => valueCase(key, places)).join('\n')}
  esac
  case "$at" in
${levels.map(levelCase).join('\n')}
  esac
}
complete -o bashdefault -o default -F _exchange_sim exchange-sim
`;
}

/** As the loop above meets it: the last word behind those before it. */
function stepOf(path: string): string {
  return path.includes(' ') ? path : ` ${path}`;
}

function valueCase(key: string, places: readonly string[]): string {
  const values = quoted(key.replace('?', ''));
  const end = key.startsWith('?')
    ? `also=${values}`
    : `COMPREPLY=($(compgen -W ${values} -- "$cur")); return`;
  return `    ${places.map(quoted).join('|')}) ${end} ;;`;
}

function levelCase({ path, commands, options, words }: Level): string {
  const names = options.flatMap((option) => option.names);
  const rest = [...commands.map(({ name }) => name), ...words];
  return `    ${quoted(path)})
      case "$cur" in
        -*) values=${quoted(names.join(' '))} ;;
        *) values=${quoted(rest.join(' '))} ;;
      esac
      COMPREPLY=($(compgen -W "$also $values" -- "$cur")) ;;`;
}

/** For bash and zsh. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
