/**
 * The screen of a simulated device as an emulator photographs it: an RGB picture, which scripts that
 * compare pictures count on. Drawing is loaded with the first picture. Source: speculos
 * `mcu/display.py`, and pictures of it.
 */
import type { Moment } from '../simulator/screens/pixels/moment.js';
import type { Simulator } from '../simulator/simulator.js';

export async function simulatorPicture(simulator: Simulator, moment: Moment): Promise<Uint8Array> {
  const [{ screenPixels }, { pngOf }] = await Promise.all([
    import('../simulator/screens/pixels/screen-pixels.js'),
    import('../picture/png.js'),
  ]);
  // A look at the screen lets time pass first: a status page may be over.
  simulator.screen.current();
  return pngOf(screenPixels(simulator.ledger.ui, moment), { truecolour: true });
}
