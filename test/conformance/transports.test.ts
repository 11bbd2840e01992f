/** The behaviours, on every road out of this process. */
import { describe, expect, it } from 'vitest';
import { MODELS, type Model } from '../../src/device.js';
import { DEVICE_FORMS } from '../../src/transport/open-device.js';
import { backend, EXCEPTIONS, NEEDS_LEDGER, OPENERS } from './backends.js';
import { conformance } from './behaviours.js';

const omitted = process.env.EXCHANGE_SIM_WITHOUT_OPTIONAL === '1';

/** A button model and a touch model; the one that is ours alone on all. */
const MODELS_OF: Readonly<Record<string, readonly Model[]>> = {
  'speculos, our server by REST': MODELS,
  'usb, virtual Nano': ['nanosp'],
};

for (const name of Object.keys(OPENERS)) {
  for (const model of MODELS_OF[name] ?? (['nanosp', 'stax'] as const)) {
    describe.skipIf(omitted && NEEDS_LEDGER.test(name))(`${name}, ${model}`, () => {
      conformance(backend(name, model));
    });
  }
}

it('every device that can be named is in the table of exceptions', () => {
  const named = DEVICE_FORMS.map((form) => form.split(/[[:]/, 1)[0]!);
  expect(Object.keys(EXCEPTIONS).sort()).toEqual([...named].sort());
});
