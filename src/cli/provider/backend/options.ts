/** Options of `provider backend` as the parser hands them over. */
import type { ProfileOptions } from '../profile.js';

export interface ProviderBackendOptions extends Omit<ProfileOptions, 'profile'> {
  /** Base URLs and names of profiles. */
  readonly providers: readonly string[];
  readonly firmware?: string;
  readonly port: string;
  readonly allowHost?: readonly string[];
  readonly json?: true;
}
