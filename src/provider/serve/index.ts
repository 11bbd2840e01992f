/** A complete provider, to learn from and to test against. */
export type { Admin } from './admin.js';
export { STATUSES } from './course.js';
export { behavioursOf, SWITCHES, type Switch } from './misbehave/index.js';
export { type ProviderOptions, type RunningProvider, startProvider } from './node-provider.js';
export type { ProviderSettings, WebhookSettings } from './settings.js';
