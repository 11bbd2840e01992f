/** Options of `serve` as the parser hands them over. */

/** Where to listen and who may speak. */
export interface ListenOptions {
  readonly apiPort: string;
  /** false: none. */
  readonly apduPort?: string | false;
  readonly host?: string;
  readonly allowRemote?: true;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly allowOrigin?: readonly string[];
  readonly verbose?: true;
  readonly json?: true;
}

export interface ServeOptions extends ListenOptions {
  readonly model: string;
  readonly firmware?: string;
  readonly build: string;
  readonly apps?: string;
  readonly seed?: string;
  readonly library?: readonly string[];
  readonly devices: string;
  readonly automation?: string;
}
