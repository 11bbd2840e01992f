/** A complete provider, to learn from and to test against. */
export { STATUSES } from './course.js';
export { behavioursOf, SWITCHES } from './misbehave/index.js';
export { type ProviderOptions, type RunningProvider, startProvider } from './node-provider.js';
export type { ProviderSettings } from './settings.js';
