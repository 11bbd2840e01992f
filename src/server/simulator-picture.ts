/**
 * The screen of a simulated device as an emulator photographs it: an RGB picture, which scripts that
 * compare pictures count on, and the lit pixels of a Nano in its grey. Drawing is loaded with the
 * first picture. Source: speculos `mcu/display.py`, and pictures of it.
 */
import { isNano } from '../device.js';
import type { Raster } from '../picture/raster.js';
import type { Simulator } from '../simulator/simulator.js';

/** Of a pixel that is on. */
const NANO_LIT = 0xdddddd;

export async function simulatorPicture(simulator: Simulator): Promise<Uint8Array> {
  const [{ drawScreen }, { rasterOf }, { pngOf }] = await Promise.all([
    import('../simulator/screens/draw/screen.js'),
    import('../picture/raster.js'),
    import('../picture/png.js'),
  ]);
  // A look at the screen lets time pass first: a status page may be over.
  simulator.screen.current();
  const raster = rasterOf(await drawScreen(simulator.ledger.ui));
  const shown = isNano(simulator.model) ? dimmed(raster) : raster;
  return pngOf(shown, { truecolour: true });
}

function dimmed({ width, height, pixels }: Raster): Raster {
  return { width, height, pixels: pixels.map((pixel) => (pixel === 0 ? 0 : NANO_LIT)) };
}
