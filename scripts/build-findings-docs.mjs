// Writes docs/findings.md from src/check/rules/*/findings.ts (built first: npm run build).
import { writeFileSync } from 'node:fs';
import { findingsPage } from '../build/check/findings/findings-page.js';

writeFileSync(new URL('../docs/findings.md', import.meta.url), findingsPage());
