/** A run as a recording: never with the words of a seed. */
import { SEED_UNKNOWN, SEED_WITHHELD } from '../../capture/device-setup.js';
import { formatRecording, type RecordedEvent, screenLine } from '../../capture/format.js';
import { keptApdu } from '../../host/shown-apdu.js';
import type { TapEvent } from '../../host/tap.js';
import { COIN_APP_NAMES } from '../../simulator/coins/registry.js';
import { screenTexts } from '../../simulator/screens/events.js';
import type { RunOptions } from './options.js';
import type { Run } from './request.js';

export function recordingText(
  { device, firmware, build, request, simulator }: Run,
  options: RunOptions,
  events: readonly TapEvent[],
): string {
  const { flow, outgoing, incoming } = request;
  const coins = incoming === undefined ? outgoing.id : `${outgoing.id} to ${incoming.id}`;
  return formatRecording({
    header: {
      name: `${flow.name} ${coins}`,
      model: device.model,
      firmware: firmware.id,
      build,
      apps: options.apps ?? COIN_APP_NAMES.join(', '),
      ...seedOf(options, simulator === undefined && device.screen === undefined),
    },
    events: events.flatMap(recorded),
  });
}

/** The seed of a Ledger is its secret: not even whether it is the emulator's is known. */
function seedOf({ seed }: RunOptions, isLedger: boolean): { seed?: string } {
  if (seed !== undefined) return { seed: SEED_WITHHELD };
  return isLedger ? { seed: SEED_UNKNOWN } : {};
}

type Written = RecordedEvent | { readonly kind: 'note'; readonly text: string };

function recorded(event: TapEvent): readonly Written[] {
  if (event.kind === 'screen')
    return [{ kind: 'screen', text: screenLine(screenTexts(event.screen)) }];
  if (event.kind !== 'command') return [event];
  const apdu = keptApdu(event.apdu);
  if (apdu === event.apdu) return [event];
  return [
    { kind: 'note', text: ZEROS },
    { ...event, apdu },
  ];
}

const ZEROS = 'the signature may be a private key: zeros stand for it';
