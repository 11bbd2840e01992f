/** Completions for PowerShell 5.1 and later: a table, and a block that looks up in it. */
import type { CompletedOption, Level } from './tree.js';

export function powershellScript(levels: readonly Level[]): string {
  return `# exchange-sim completions powershell
Register-ArgumentCompleter -Native -CommandName exchange-sim -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $levels = @{
${levels.map(levelEntry).join('\n')}
  }
  $at = ''
  $before = ''
  foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
    $word = $element.ToString()
    if ($element.Extent.EndOffset -ge $cursorPosition -and $wordToComplete -ne '') { break }
    $next = "$at $word".Trim()
    if ($levels.ContainsKey($next)) { $at = $next }
    $before = $word
  }
  $level = $levels[$at]
  $found = if ($level.Values.ContainsKey($before)) { $level.Values[$before] }
    elseif ($wordToComplete.StartsWith('-')) { $level.Options }
    else { $level.Words }
  # Nothing found: file names are offered.
  $found | Where-Object { $_ -and $_[0].StartsWith($wordToComplete) } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_[0], $_[0], 'ParameterValue', $_[1])
  }
}
`;
}

function levelEntry({ path, commands, options, words }: Level): string {
  const named = [
    ...commands.map(({ name, purpose }) => pair(name, purpose)),
    ...words.map((word) => pair(word, word)),
  ];
  const described = options.flatMap(({ names, purpose }) =>
    names.map((name) => pair(name, purpose)),
  );
  return `    ${quoted(path)} = @{
      Words = ${list(named)}
      Options = ${list(described)}
      Values = @{ ${options.flatMap(valuesOf).join('; ')} }
    }`;
}

function valuesOf({ names, takesValue, values }: CompletedOption): string[] {
  if (takesValue === 'no') return [];
  return names.map(
    (name) => `${quoted(name)} = ${list(values.map((value) => pair(value, value)))}`,
  );
}

/** The commas in front keep pairs that stand alone from being taken apart. */
function list(pairs: readonly string[]): string {
  return `@(${pairs.map((one) => `,${one}`).join('; ')})`;
}

function pair(name: string, purpose: string): string {
  // A tooltip must not be empty.
  return `@(${quoted(name)}, ${quoted(purpose || name)})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
