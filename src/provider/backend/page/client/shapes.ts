/** What the server sends: see `journey-view.ts`. */

export type StepState = 'waiting' | 'running' | 'done' | 'failed' | 'skipped';

export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly expected?: string;
}

export interface Offer {
  readonly provider: string;
  readonly isGood: boolean;
  readonly says: string;
}

type Headers = readonly (readonly [name: string, value: string])[];

export interface Call {
  readonly number: number;
  readonly provider: string;
  readonly at: string;
  readonly alike: number;
  readonly milliseconds: number;
  readonly curl: string;
  readonly request: {
    readonly operation: string;
    readonly method: string;
    readonly url: string;
    readonly headers: Headers;
    readonly body?: string;
  };
  readonly answer?: { readonly status: number; readonly headers: Headers; readonly body: string };
  readonly failure?: string;
}

export interface Apdu {
  readonly name: string;
  readonly details: string;
  readonly fields: readonly Fact[];
  readonly apdu: string;
  readonly answer: string | null;
  readonly status: string | null;
  /** Name of the status word. */
  readonly meaning: string | null;
  readonly says: string | null;
  readonly fix: string | null;
  readonly reason: string | null;
}

export interface Finding {
  readonly rule?: string;
  readonly codes: readonly string[];
  readonly severity: 'error' | 'wrong-on-screen' | 'warning' | 'note' | 'run';
  readonly title: string;
  readonly evidence: string;
  readonly fix?: string;
  readonly calls: readonly number[];
}

export interface Screen {
  readonly model: string;
  readonly lines: readonly string[];
  readonly picture: string | null;
}

export interface Push {
  readonly number: number;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly generation: string;
  readonly contentType: string;
  readonly body: string;
  readonly key: string;
  readonly answered: number | string;
  readonly reason: string;
}

export interface Step {
  readonly id: string;
  readonly title: string;
  readonly state: StepState;
  readonly says: string;
  readonly reason: string | null;
  readonly link: string | null;
  readonly offers: readonly Offer[];
  readonly facts: readonly Fact[];
  readonly calls: readonly Call[];
  readonly apdus: readonly Apdu[];
  readonly screens: readonly Screen[];
  readonly findings: readonly Finding[];
  readonly pushes: readonly Push[];
}

export interface Stored {
  readonly id: string;
  readonly product: string;
  readonly providerId?: string;
  readonly deviceStatus?: string;
  readonly status: string;
  readonly amount?: string;
  readonly payinTransactionId?: string;
  readonly transactionHash?: string;
  readonly fees: Readonly<Record<string, string>>;
  readonly history: readonly { readonly status: string; readonly at: string }[];
}

export interface Head {
  readonly id: string;
  readonly wish: { readonly product: string; readonly user: string };
  readonly startedAt: string;
  readonly state: 'running' | 'quoted' | 'reviewing' | 'done' | 'rejected' | 'failed';
  readonly provider: string | null;
  readonly orderId: string | null;
  readonly stored: Stored | null;
}

export interface Journey extends Head {
  readonly steps: readonly Step[];
}

export const isOver = ({ state }: Head): boolean =>
  state === 'done' || state === 'rejected' || state === 'failed';
