// Writes docs/findings.md from the table in src/check/catalogue.ts (built first: npm run build).
import { writeFileSync } from 'node:fs';
import { findingsPage } from '../build/check/findings-page.js';

writeFileSync(new URL('../docs/findings.md', import.meta.url), findingsPage());
