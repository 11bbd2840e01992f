/** The server: simulated or other devices behind Speculos' API, as a fetch handler and on ports. */
export { allowListed, NotAllowedError } from './allow-list.js';
export { type AppOptions, createHandler, type Handler } from './app.js';
export { DeviceRack, type RackOptions } from './device-rack.js';
export type { DeviceSettings, ShownSettings } from './device-settings.js';
export type { GateOptions } from './gate.js';
export { LIMITS } from './limits.js';
export { type RunningServer, type ServerOptions, startServer } from './node-server.js';
export type { Behind, ServedDevice } from './served-device.js';
