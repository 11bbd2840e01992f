/**
 * What a device without a screen of ours must be showing: a simulator of the same model follows it,
 * command by command, with the device's own nonce. It believes every signature and address, for the
 * device is who judges them.
 */
import { decodeResponse } from '../../apdu/apdu.js';
import { forward } from '../../device/forward.js';
import type { Device, ScreenView } from '../../device.js';
import { INS } from '../../exchange/constants.js';
import { SW } from '../../exchange/status.js';
import type { FirmwareProfile } from '../../firmware/index.js';
import type { TapEvent } from '../../host/tap.js';
import type { Build } from '../../simulator/build.js';
import { Ledger } from '../../simulator/ledger.js';
import { CSPRNG } from '../../simulator/randomness.js';
import { approveGestures, rejectGestures } from '../../simulator/screens/gestures.js';
import { reviewUis } from '../../simulator/screens/review-uis.js';
import { type UiEvent, view } from '../../simulator/screens/ui.js';

/** Commands that may put up a review and are answered when the person has decided. */
const REVIEWS: readonly number[] = [
  INS.PROMPT_UI_DISPLAY,
  INS.CHECK_REFUND_ADDRESS,
  INS.CHECK_ASSET_IN,
  // Legacy sell and fund.
  INS.CHECK_PAYOUT_ADDRESS,
];

export interface ShadowFollower {
  /** The pages of a review, when the device has begun to show it. */
  readonly onReview: (pages: readonly ScreenView[]) => void;
  /** The device has answered, or is gone. */
  readonly onDecided: () => void;
}

export class Shadow {
  /** What went over the wire. The presses are inferred from the answers: nobody sees them. */
  readonly events: TapEvent[] = [];
  readonly device: Device;
  private readonly ledger: Ledger;
  private readonly follower: ShadowFollower;
  private nonce = new Uint8Array();

  constructor(
    device: Device,
    { build, firmware, ...follower }: { build: Build; firmware: FirmwareProfile } & ShadowFollower,
  ) {
    this.follower = follower;
    const trusting = { name: 'trusting', verify: () => true };
    const randomness = {
      nonce: (form: 'letters' | 'bytes') =>
        this.nonce.length > 0 ? this.nonce : CSPRNG.nonce(form),
      challenge: () => CSPRNG.challenge(),
    };
    const { model } = device;
    this.ledger = new Ledger({
      model,
      firmware,
      build,
      verifier: trusting,
      randomness,
      anySeed: true,
    });
    this.device = forward(device, { exchange: (apdu) => this.exchange(device, apdu) });
  }

  /** As this firmware draws them; none when no review is up. */
  private pages(): ScreenView[] {
    const { ui } = this.ledger;
    return ui.kind === 'review' ? reviewUis(ui.context, ui.facts).map(view) : [];
  }

  private async exchange(device: Device, apdu: Uint8Array): Promise<Uint8Array> {
    this.events.push({ kind: 'command', apdu: apdu.slice() });
    const reviews = REVIEWS.includes(apdu[1] ?? 0);
    // The pages are wanted while the device waits.
    if (reviews) this.follow(apdu);
    const pages = reviews ? this.pages() : [];
    if (pages.length > 0) this.follower.onReview(pages);
    const answer = await device.exchange(apdu).finally(() => {
      if (pages.length > 0) this.follower.onDecided();
    });
    const { status, data } = decodeResponse(answer);
    if (reviews) this.decide(status === SW.SUCCESS);
    else if (status === SW.SUCCESS) {
      if (apdu[1] === INS.START_NEW_TRANSACTION) this.nonce = data.slice();
      this.follow(apdu);
    }
    this.events.push({ kind: 'answer', answer });
    return answer;
  }

  private follow(apdu: Uint8Array): void {
    this.ledger.send(apdu);
    this.ledger.takeAnswer();
  }

  private decide(approved: boolean): void {
    const { ui } = this.ledger;
    if (ui.kind !== 'review') return;
    for (const gesture of approved ? approveGestures(ui) : rejectGestures(ui)) {
      this.ledger.feed(gesture);
      const event = eventOf(gesture);
      if (event !== undefined) this.events.push(event);
    }
    this.ledger.takeAnswer();
  }
}

function eventOf(gesture: UiEvent): TapEvent | undefined {
  if ('press' in gesture) return { kind: 'press', button: gesture.press };
  return 'touch' in gesture ? { kind: 'touch', touch: gesture.touch } : undefined;
}
