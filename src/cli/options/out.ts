/** `--out`, where what is made goes instead of to stdout. */
import { Option } from 'commander';

/** @param about what goes there; @param target a folder, or either where both will do. */
export const outOption = (about: string, target: 'file' | 'folder' | 'path' = 'file') =>
  new Option(`--out <${target}>`, about);

/** Of commands that print a report. */
export const reportOutOption = () => outOption('write the report there instead of on stdout');
