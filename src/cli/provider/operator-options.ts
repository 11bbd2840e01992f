/** What `provider trigger` and `provider resend` ask: which provider, and how it is told. */
import { Option } from 'commander';

export interface OperatorOptions {
  readonly url: string;
  readonly json?: true;
}

export const providerUrlOption = () =>
  new Option('--url <url>', 'of the provider').default('http://127.0.0.1:8080');
