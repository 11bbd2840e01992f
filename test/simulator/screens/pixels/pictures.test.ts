/**
 * Pictures of the real firmware's screens, and ours. A few are in the repository; a folder with more
 * is compared when PICTURES names it: `PICTURES=folder npx vitest run test/simulator/screens/pixels`,
 * with one folder for each model in it.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { MODELS } from '../../../../src/device.js';
import { compareFolder } from './compare-flow.js';

const OWN = fileURLToPath(new URL('../../../golden/pictures/', import.meta.url));
const FOLDERS = [OWN, ...(process.env.PICTURES === undefined ? [] : [process.env.PICTURES])];

test.each(MODELS.flatMap((model) => FOLDERS.map((folder) => [model, join(folder, model)])))(
  '%s: every pixel is the device’s (%s)',
  (_, folder) => {
    const [sum] = compareFolder(folder!);
    const { model, pictures, pixels, differing, wrong } = sum!;
    console.info(`${model}: ${pictures} pictures, ${pixels} pixels, ${differing} differ`);
    expect(pictures).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  },
  600_000,
);
