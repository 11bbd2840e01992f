/** `--json`, the same for every command that prints one. */
import { Option } from 'commander';

/** @param about where it is more than one document, or not alone. */
export const jsonOption = (about = 'one JSON document on stdout') => new Option('--json', about);
