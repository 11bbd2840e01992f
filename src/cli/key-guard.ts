/** Keys that stand on the command line by mistake: no message may repeat them. */
import { holdsKeyRun, mayBeKey } from '../shown.js';

/** Commander repeats in quotes what it does not understand; not when that may be a key. */
export function guarded(message: string): string {
  const [, quoted = ''] = /'([\s\S]*)'/.exec(message) ?? [];
  return holdsKeyRun(message) || quoted.split("'").concat(quoted).some(mayBeKey)
    ? 'error: expected options and names of files, found what looks like a key\n'
    : message;
}
