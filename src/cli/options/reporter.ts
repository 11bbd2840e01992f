/** `--reporter`, the form of a report. */
import { Option } from 'commander';

export const reporterOption = (reporters: readonly string[]) =>
  new Option('--reporter <form>', 'of the report').choices(reporters);
