/** The tree of commands as a shell has to know it: what may follow where. */
import type { Command, Option } from 'commander';

/** What may stand behind a command, or behind none. */
export interface Level {
  /** Names of commands below each other, a blank between them; empty for the program. */
  readonly path: string;
  readonly commands: readonly Named[];
  readonly options: readonly CompletedOption[];
  /** What its argument may be; none where it is a file or anything else. */
  readonly words: readonly string[];
}

export interface Named {
  readonly name: string;
  readonly purpose: string;
}

export interface CompletedOption {
  /** `-V` and `--version`. */
  readonly names: readonly string[];
  readonly purpose: string;
  /** `maybe`: it may stand alone. */
  readonly takesValue: 'yes' | 'maybe' | 'no';
  /** Empty where it may be a file or anything else. */
  readonly values: readonly string[];
}

/** Values that the parser does not check, by the flags of an option, or the path of a command. */
export type MoreValues = ReadonlyMap<string, readonly string[]>;

/** Commands in front of their parts; hidden ones are left out. */
export function levelsOf(command: Command, more: MoreValues, path = ''): Level[] {
  const help = command.createHelp();
  const commands = help.visibleCommands(command);
  const words = command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices);
  const own: Level = {
    path,
    commands: commands.map((one) => ({ name: one.name(), purpose: one.description() })),
    options: help.visibleOptions(command).map((option) => completed(option, path, more)),
    words: words.length > 0 ? words : (more.get(path) ?? []),
  };
  const parts = commands.filter((one) => one.name() !== 'help');
  return [own, ...parts.flatMap((one) => levelsOf(one, more, `${path} ${one.name()}`.trim()))];
}

function completed(option: Option, path: string, more: MoreValues): CompletedOption {
  const { short, long, description, required, optional, argChoices, flags } = option;
  return {
    names: [short, long].filter((name) => name !== undefined),
    purpose: description,
    takesValue: required ? 'yes' : optional ? 'maybe' : 'no',
    values: argChoices ?? more.get(`${path} ${flags}`) ?? more.get(flags) ?? [],
  };
}

/** Of several options with the same name and the same values, what tells them from all others. */
export function valueRules(levels: readonly Level[]): Map<string, string[]> {
  const rules = new Map<string, string[]>();
  for (const { path, options } of levels) {
    for (const { names, values, takesValue } of options) {
      if (takesValue === 'no') continue;
      const key = `${takesValue === 'maybe' ? '?' : ''}${values.join(' ')}`;
      const places = names.map((name) => `${path} ${name}`);
      rules.set(key, [...(rules.get(key) ?? []), ...places]);
    }
  }
  return rules;
}
