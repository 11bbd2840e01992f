/** Whether a command line asks for the version: `--version`, `-V`, either with `--json`. */
export function asksVersion(args: readonly string[]): boolean {
  const [first] = args.filter((arg) => arg !== '--json');
  return first === '--version' || first === '-V';
}
