/** A run as a recording: never with the words of a seed. */
import { SEED_WITHHELD } from '../capture/device-setup.js';
import { formatRecording, type RecordedEvent, screenLine } from '../capture/format.js';
import type { ScreenView } from '../device.js';
import type { TapEvent } from '../host/tap.js';
import { COIN_APP_NAMES } from '../simulator/coins/registry.js';
import { recordedLines } from '../simulator/screens/events.js';
import type { UiView } from '../simulator/screens/ui.js';
import type { RunOptions } from './run-options.js';
import type { Run } from './run-request.js';

export function recordingText(
  { device, firmware, request }: Run,
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
      build: options.build,
      apps: options.apps ?? COIN_APP_NAMES.join(', '),
      ...(options.seed === undefined ? {} : { seed: SEED_WITHHELD }),
    },
    events: events.map(recorded),
  });
}

function recorded(event: TapEvent): RecordedEvent {
  return event.kind === 'screen' ? { kind: 'screen', text: recordedScreen(event.screen) } : event;
}

/** The simulator knows how an emulator reports its screens, which is what recordings hold. */
function recordedScreen(screen: ScreenView): string {
  const { events } = screen as Partial<UiView>;
  return screenLine(recordedLines(events ?? screen.lines));
}
