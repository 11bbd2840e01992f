/** The pages a person should see on a device of his own: printed as they go, compared on request. */

import type { UserDecision } from '../../device/gestures.js';
import type { ScreenView } from '../../device.js';
import type { Io } from '../io.js';
import { framedScreens, screenLines } from '../text/screen-frame.js';
import { Asker } from './ask.js';

export interface ComparedPage {
  readonly lines: readonly string[];
  /** What the person said. */
  readonly reads: boolean;
}

const WARNING =
  'A warning in front of these pages says that the payout address is not one of the device.';

export class ReviewGuide {
  readonly compared: ComparedPage[] = [];
  private readonly io: Io;
  private readonly decision: UserDecision;
  private readonly mayWarn: boolean;
  private readonly asker: Asker | undefined;
  private over = false;

  constructor(
    io: Io,
    { ask, decision, mayWarn }: { ask: boolean; decision: UserDecision; mayWarn: boolean },
  ) {
    this.io = io;
    this.decision = decision;
    this.mayWarn = mayWarn;
    this.asker = ask ? new Asker(io) : undefined;
  }

  /** True when the person found a page that reads otherwise. */
  get differs(): boolean {
    return this.compared.some(({ reads }) => !reads);
  }

  /** Does not wait: the person may decide on the device at any moment. */
  show(pages: readonly ScreenView[]): void {
    if (pages.length === 0) return;
    if (this.mayWarn) this.say(WARNING);
    if (this.asker === undefined) {
      this.say(
        `The device shows ${pages.length} pages, one after the other:`,
        ...this.frames(pages),
      );
      return;
    }
    void this.askAll(pages, this.asker);
  }

  /** The device has answered: nothing is left to look at. */
  end(): void {
    this.over = true;
    this.asker?.close();
  }

  private async askAll(pages: readonly ScreenView[], asker: Asker): Promise<void> {
    for (const [at, page] of pages.entries()) {
      this.say(...this.frames([page]));
      const reads = await asker.yes(`Page ${at + 1} of ${pages.length}: does it read so?`);
      if (this.over || reads === undefined) return;
      this.compared.push({ lines: screenLines(page), reads });
      if (!reads) {
        this.say(`Page ${at + 1} reads otherwise: reject on the device.`);
        return;
      }
    }
    this.say(`All ${pages.length} pages read as they must: ${this.decision} on the device.`);
  }

  private frames(pages: readonly ScreenView[]): string[] {
    return framedScreens(pages, { columns: this.io.columns, indent: 2 });
  }

  private say(...lines: string[]): void {
    this.io.stderr.write(`${lines.join('\n')}\n`);
  }
}
