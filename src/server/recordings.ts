/** What happened at a device, as the text of a recording; nothing here knows a file. */
import { SEED_WITHHELD } from '../capture/device-setup.js';
import { formatRecording, type RecordedEvent, screenLine } from '../capture/format.js';
import { screenTexts } from '../simulator/screens/events.js';
import type { ShownSettings } from './device-settings.js';
import type { Entry, Happening } from './journal.js';
import type { ServedDevice } from './served-device.js';

/** Everything the journal remembers, as a recording. The words of a seed are not in it. */
export function recordingOf(served: ServedDevice, settings: ShownSettings | undefined): string {
  const { journal } = served;
  return formatRecording({
    header: recordingHeader(served, settings, journal.cut),
    events: journal.since().flatMap(eventsRecorder()),
  });
}

export function recordingHeader(
  { device, id }: ServedDevice,
  settings: ShownSettings | undefined,
  cut: boolean,
): Record<string, string> {
  return {
    name: `device ${id}`,
    model: device.model,
    ...(settings === undefined
      ? {}
      : {
          firmware: settings.firmware,
          build: settings.build,
          apps: settings.apps.join(', '),
          ...(settings.seed === 'custom' ? { seed: SEED_WITHHELD } : {}),
        }),
    ...(cut ? { cut: 'the beginning was forgotten' } : {}),
  };
}

/**
 * What a recording holds of each entry in turn: nothing of some. A command that the next one took the
 * place of was never answered, and a recording says so by having nothing; only an answer that is lost
 * while its command is the last one is a line.
 */
export function eventsRecorder(): (entry: Entry) => RecordedEvent[] {
  let last = 0;
  return ({ number, happening }) => {
    if (happening.type === 'command') last = number;
    if (happening.type !== 'lost') return recordedEvent(happening) ?? [];
    return happening.command === last ? [{ kind: 'lost', why: happening.error }] : [];
  };
}

function recordedEvent(happening: Happening): [RecordedEvent] | undefined {
  switch (happening.type) {
    case 'command':
      return [{ kind: 'command', apdu: happening.apdu }];
    case 'answer':
      return [{ kind: 'answer', answer: happening.answer }];
    case 'screen':
      return [{ kind: 'screen', text: screenLine(screenTexts(happening.screen)) }];
    case 'press':
      return [{ kind: 'press', button: happening.button }];
    case 'touch':
      return [{ kind: 'touch', touch: happening.touch }];
    default:
      return undefined;
  }
}
