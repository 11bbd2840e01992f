/** This machine as only it can call itself. */
export const LOOPBACK = '127.0.0.1';

/** Whether a host, with or without the brackets of IPv6, can only be this machine. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\])$/.test(host);
}
