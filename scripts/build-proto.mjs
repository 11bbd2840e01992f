// Writes proto/exchange.proto from the table in src/payload/messages.ts (built first: npm run build).
import { mkdirSync, writeFileSync } from 'node:fs';
import { protoFile } from '../build/payload/proto-file.js';

const folder = new URL('../proto/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('exchange.proto', folder), protoFile());
