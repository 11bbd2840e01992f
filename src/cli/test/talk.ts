/** What `test` says while it runs: results on stdout, and on a terminal the one that runs. */
import type { Prepared } from '../../scenario/prepare.js';
import type { ScenarioResult } from '../../scenario/result.js';
import type { Io } from '../io.js';
import { harmless } from '../text/text.js';
import type { TestOptions } from './options.js';
import { failureText, headText } from './text.js';

export interface Talk {
  /** @param next the one that runs; none behind the last. */
  before(next: Prepared | undefined): void;
  after(result: ScenarioResult): void;
  end(): void;
}

export function talker(
  io: Io,
  count: number,
  { reporter, out }: Pick<TestOptions, 'reporter' | 'out'>,
): Talk {
  const tells = reporter === 'text' && out === undefined;
  let begun = 0;
  let file: string | undefined;
  const clear = () => {
    if (io.isTty) io.stderr.write('\r\u001b[K');
  };
  return {
    before(next) {
      if (!io.isTty || next === undefined) return;
      begun++;
      const line = `${begun}/${count} ${harmless(next.scenario.name)}`.slice(0, io.columns - 1);
      io.stderr.write(`\r\u001b[K${line}`);
    },
    after(result) {
      clear();
      if (!tells) return;
      if (result.file !== file) io.stdout.write(`${result.file}\n`);
      file = result.file;
      io.stdout.write(headText(result, io) + failureText(result, io));
    },
    end: clear,
  };
}
