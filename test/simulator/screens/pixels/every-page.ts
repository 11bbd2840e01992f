/** Every page that a recorded flow can lead to, found by all gestures from all beginnings. */
import { isNano, type Model } from '../../../../src/device.js';
import { DEVICE_WORDS } from '../../../../src/simulator/screens/labels.js';
import { FIRST_PLACE, nanoPage } from '../../../../src/simulator/screens/nano.js';
import type { Page } from '../../../../src/simulator/screens/page.js';
import { processingPage } from '../../../../src/simulator/screens/touch.js';
import { touchModel } from '../../../../src/simulator/screens/touch-models.js';
import {
  type Ending,
  home,
  layout,
  processing,
  react,
  review,
  status,
  type Ui,
  type UiEvent,
} from '../../../../src/simulator/screens/ui.js';
import { contextOf } from '../facts.js';
import { factsOf, type RecordedFlow, textOfField } from './recorded-flow.js';

/** More pages than any flow has. */
const LIMIT = 2000;

export function everyPage(flow: RecordedFlow): Page[] {
  const { model } = flow;
  const context = contextOf(model, flow.build === 'test');
  const facts = [factsOf(flow, ''), factsOf(flow, '\n')].filter((some) => some !== undefined);
  const starts: Ui[] = [
    home(context),
    ...facts.map((some) => review(context, some)),
    processing(context),
    ...endingsOf(flow).map((ending) => status(context, ending)),
  ];
  const known = new Set(starts.map((ui) => JSON.stringify(ui)));
  const uis = [...starts];
  for (let i = 0; i < uis.length && i < LIMIT; i++) {
    for (const event of eventsFor(model, layout(uis[i]!))) {
      const { ui } = react(uis[i]!, event);
      const key = JSON.stringify(ui);
      if (!known.has(key)) uis.push(ui);
      known.add(key);
    }
  }
  return [...uis.map(layout), signing(model)];
}

function endingsOf(flow: RecordedFlow): Ending[] {
  const app = textOfField(flow, 'app');
  const apps = app === undefined ? ['Ethereum', 'Bitcoin'] : [app];
  return [
    { kind: 'rejected' },
    { kind: 'signed' },
    ...apps.map((name) => ({ kind: 'refused-by-app', app: name }) as const),
  ];
}

/** What a coin app shows while it signs. */
function signing(model: Model): Page {
  const text = 'Signing';
  if (!isNano(model)) return processingPage(touchModel(model), text);
  const step = { look: 'centered', kind: 'processing', icon: 'processing', text } as const;
  const arrows = { left: false, right: false };
  return nanoPage({ ...step, below: null, bold: false }, FIRST_PLACE, arrows);
}

function eventsFor(model: Model, page: Page): UiEvent[] {
  if (isNano(model)) return [{ press: 'left' }, { press: 'right' }, { press: 'both' }];
  const { areas } = touchModel(model);
  const more = page.texts.find(({ text }) => text === DEVICE_WORDS.more);
  return [
    ...Object.values(areas).map(([left, top, right, bottom]) => tap(left + right, top + bottom)),
    ...(more === undefined ? [] : [tap(2 * more.x + more.w, 2 * more.y + more.h)]),
  ];
}

/** @param x twice the place, so that middles are whole. */
function tap(x: number, y: number): UiEvent {
  return { touch: { x: x >> 1, y: y >> 1 } };
}
