/** What Ledger and a provider say to each other, as OpenAPI and as functions that judge. */
export { Contract } from './contract.js';
export type { Problem } from './document.js';
export { loadContract } from './node-documents.js';
