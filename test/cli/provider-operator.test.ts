/** `provider trigger` and `resend` against the ports that `fetch` refuses as browsers do. */
import { expect, it } from 'vitest';
import { adminCall } from '../../src/cli/provider/operator.js';
import { startProvider } from '../../src/provider/serve/index.js';

it('reaches a provider on any port', async () => {
  for (const port of [6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080]) {
    const provider = await startProvider({ port }).catch(() => undefined);
    if (provider === undefined) continue;
    try {
      const base = new URL(provider.url);
      expect(await adminCall(base, 'resend', {})).toEqual({ resent: 0 });
      await expect(
        adminCall(base, 'orders/x/status', { status: 'FINISHED' }),
      ).rejects.toMatchObject({
        exitCode: 2,
        message: `${base.origin}: order: no such order`,
      });
    } finally {
      await provider.close();
    }
    await expect(adminCall(new URL(provider.url), 'resend', {})).rejects.toMatchObject({
      exitCode: 3,
    });
    return;
  }
  throw new Error('all of these ports are taken');
});
