/**
 * The server: simulated or other devices behind Speculos' API, as a fetch handler and on ports.
 * @packageDocumentation
 */

export type * from '../simulator/index.js';
export type { Moment } from '../simulator/screens/pixels/moment.js';
export { allowListed, type GuardedDevice, NotAllowedError } from './allow-list.js';
export { type AppOptions, createHandler, type Handler } from './app.js';
export type { FirstFit } from './automation.js';
export type { DeviceSettings, ShownSettings } from './device-settings.js';
export type { Turn } from './exchange-queue.js';
export type { GateOptions } from './gate.js';
export type { Origin } from './journal.js';
export { LIMITS } from './limits.js';
export { type RunningServer, type ServerOptions, startServer } from './node-server.js';
export type { PageScript } from './page-api.js';
export type { HostedDevice, ServedDevice } from './served-device.js';
export { ServedDevices, type ServedDevicesOptions } from './served-devices.js';
export type { Bindings } from './speculos-api.js';
