/**
 * The virtual Nano that `--device usb` finds once `transport/ledgerjs.ts` is mocked {@link withNano}.
 * Imports nothing of what is mocked: the mock would wait for itself.
 */
import type { VirtualNano } from '../transport/virtual-nano.js';

type Ledgerjs = typeof import('../../src/transport/ledgerjs.js');

/** What is plugged in. */
export const attached: { nano: VirtualNano | undefined } = { nano: undefined };

/** Ledger's USB transport over the virtual device; all else as it is. */
export function withNano(real: Ledgerjs): Ledgerjs {
  return {
    ...real,
    usbTransports: () => {
      const { nano } = attached;
      if (nano === undefined) return real.usbTransports();
      const { list, open } = nano.transports;
      return { ...real.usbTransports(), list, open };
    },
  };
}
