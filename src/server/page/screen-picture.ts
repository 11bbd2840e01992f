/** What a simulated device shows, as SVG. Drawing is loaded with the first picture. */
import type { Device } from '../../device.js';
import { isSimulator } from '../../simulator/simulator.js';

/** Undefined for a device nobody can look inside. */
export async function simulatorDrawing(device: Device): Promise<string | undefined> {
  if (!isSimulator(device)) return undefined;
  const [{ drawScreen }, { svgOf }] = await Promise.all([
    import('../../simulator/screens/draw/screen.js'),
    import('../../simulator/screens/draw/svg.js'),
  ]);
  // A look at the screen lets time pass first: a status page may be over.
  device.screen.current();
  return svgOf(await drawScreen(device.ledger.ui));
}
