// Writes docs/firmware.md from the profiles in src/firmware (built first: npm run build).
import { writeFileSync } from 'node:fs';
import { firmwarePage } from '../build/firmware/firmware-page.js';

writeFileSync(new URL('../docs/firmware.md', import.meta.url), firmwarePage());
