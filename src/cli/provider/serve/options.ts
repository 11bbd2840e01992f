/** Options of `provider serve`, as commander hands them over. */

export interface ProviderServeOptions {
  readonly product?: string;
  readonly port: string;
  readonly host?: string;
  readonly allowRemote?: boolean;
  readonly key?: string;
  readonly curve?: string;
  readonly partnerName?: string;
  readonly providerId?: string;
  readonly apiKey?: string;
  readonly data?: string;
  readonly speed?: string;
  readonly course?: string;
  readonly quoteLife?: string;
  readonly webhook?: string;
  readonly webhookKey?: string;
  readonly webhookForm?: string;
  readonly regionHeader?: string;
  readonly restricted?: string;
  readonly misbehave?: string;
  readonly json?: boolean;
}
