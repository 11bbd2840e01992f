/** Which Ledger an emulator emulates: it does not say, but its screen has a size. */
import { MODEL_NAMES, type Model } from '../device.js';
import { DeviceError, InputError } from '../errors.js';
import { expected } from '../shown.js';

/** Width and height, pixels; of two models with the same the first is assumed. */
const SIZES: readonly (readonly [Model, number, number])[] = [
  ['nanosp', 128, 64],
  ['nanox', 128, 64],
  ['stax', 400, 672],
  ['flex', 480, 600],
  ['apex_p', 300, 400],
];

/** PNG: signature, length and name of the first chunk, then width and height on four bytes each. */
const WIDTH_AT = 16;
const HEIGHT_AT = 20;

/**
 * @param wanted what the caller says it is.
 * @throws InputError when its screen is of another model, DeviceError when it is of none.
 */
export function modelOfScreenshot(
  png: Uint8Array,
  wanted: Model | undefined,
  address: string,
): Model {
  const [width, height] = sizeOf(png, address);
  const fitting = SIZES.filter(([, w, h]) => w === width && h === height).map(([model]) => model);
  if (wanted !== undefined && fitting.includes(wanted)) return wanted;
  const [model] = fitting;
  if (model === undefined) {
    throw new DeviceError(
      `${address} has a screen of ${width} by ${height} pixels, as no model we know`,
    );
  }
  if (wanted === undefined) return model;
  const names = fitting.map((name) => MODEL_NAMES[name]).join(' or ');
  throw new InputError(
    expected('--model', fitting.join(' or '), `${wanted}: ${address} emulates a ${names}`),
    { hint: 'Leave --model out, or start the emulator with it.' },
  );
}

function sizeOf(png: Uint8Array, address: string): [number, number] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  if (png.length < HEIGHT_AT + 4 || view.getUint32(0) !== 0x89504e47) {
    throw new DeviceError(`GET /screenshot at ${address} answered no PNG picture`, {
      hint: 'Is this Speculos, and does it run with --display headless?',
    });
  }
  return [view.getUint32(WIDTH_AT), view.getUint32(HEIGHT_AT)];
}
