// Writes docs/provider-rules.md from the catalogue in src/provider/rules (built first: npm run build).
import { writeFileSync } from 'node:fs';
import { rulesPage } from '../build/provider/rules/rules-page.js';

writeFileSync(new URL('../docs/provider-rules.md', import.meta.url), rulesPage());
