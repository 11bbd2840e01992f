/** Keys that stand on the command line by mistake: no message may repeat them. */
import type { Command } from 'commander';

/** Whether a text has in it what looks like a private key: PEM, JWK, or about 64 hex digits. */
export function holdsKey(text: string): boolean {
  return (
    /-----BEGIN|PRIVATE KEY|"d"\s*:/.test(text) ||
    /(?<![0-9a-f])[0-9a-f]{60,68}(?![0-9a-f])/i.test(text)
  );
}

/** Commander repeats what it does not understand; not when that is a key. */
export function guarded(command: Command): Command {
  return command.configureOutput({
    outputError: (text, write) =>
      write(
        holdsKey(text) ? 'error: expected names of files, found what looks like a key\n' : text,
      ),
  });
}
