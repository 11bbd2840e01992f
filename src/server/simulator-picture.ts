/** The screen of a simulated device as a PNG. Drawing is loaded with the first picture. */
import type { Simulator } from '../simulator/simulator.js';

export async function simulatorPicture(simulator: Simulator): Promise<Uint8Array> {
  const [{ drawScreen }, { rasterOf }, { pngOf }] = await Promise.all([
    import('../simulator/screens/draw/screen.js'),
    import('../picture/raster.js'),
    import('../picture/png.js'),
  ]);
  // A look at the screen lets time pass first: a status page may be over.
  simulator.screen.current();
  return pngOf(rasterOf(await drawScreen(simulator.ledger.ui)));
}
