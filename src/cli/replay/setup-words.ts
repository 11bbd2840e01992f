/** How a recording's device was set up, for `DEBUG`: never its seed. */
import type { LedgerSetup } from '../../simulator/index.js';

export function setupWords(file: string, { model, firmware, build, apps }: LedgerSetup): string {
  const coinApps = apps === undefined ? 'every coin app' : `${apps.length} coin apps`;
  return `${file}: ${model}, Exchange ${firmware?.id}, ${build?.join(' ') || 'production'}, ${coinApps}`;
}
