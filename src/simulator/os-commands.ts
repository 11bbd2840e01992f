/**
 * Commands of class B0 while an app is open: which of them the OS takes for itself, and the certificate
 * it keeps until the app closes.
 */
import { response } from '../apdu/apdu.js';
import type { SdkRules } from '../firmware/api-levels.js';
import { OS_CLA, OS_INS, type OsRequest, osRequest } from './dashboard.js';
import {
  type Certificate,
  loadCertificate,
  NO_CERTIFICATE,
  type PkiState,
  WRONG_USAGE,
} from './pki.js';
import type { Verifier } from './verifier.js';

export class OsCommands {
  private readonly sdk: SdkRules;
  private readonly rootKey: Uint8Array;
  private readonly verifier: Verifier;
  private pki: PkiState;

  /** @param pki what was loaded before. */
  constructor(sdk: SdkRules, rootKey: Uint8Array, verifier: Verifier, pki = NO_CERTIFICATE) {
    this.sdk = sdk;
    this.rootKey = rootKey;
    this.verifier = verifier;
    this.pki = pki;
  }

  get pkiState(): PkiState {
    return this.pki;
  }

  get certificate(): Certificate | undefined {
    return this.pki.certificate;
  }

  /** What the SDK takes for itself of class B0; the rest is an app's. */
  takes([cla, ins, p1, p2]: Uint8Array): boolean {
    if (cla !== OS_CLA) return false;
    if (this.sdk.endsClassB0) return true;
    if (ins === OS_INS.LOAD_CERTIFICATE) return this.sdk.loadsCertificates;
    return (ins === OS_INS.GET_APP_AND_VERSION || ins === OS_INS.EXIT) && p1 === 0 && p2 === 0;
  }

  /** @param app the one that is open, as the OS names it. */
  receive(
    buffer: Uint8Array,
    app: { readonly name: string; readonly version: string },
  ): { readonly answer: Uint8Array; readonly exits: boolean } {
    const request = osRequest(buffer, app);
    if (request.kind !== 'load-certificate') {
      return { answer: request.answer, exits: request.kind === 'exit' };
    }
    return { answer: response(this.load(request)), exits: false };
  }

  /** Returns the status word. */
  private load({ usage, data, behind }: LoadRequest): number {
    if (data.length === 0 && this.sdk.looksAtEmptyCertificate) {
      this.pki = NO_CERTIFICATE;
      return WRONG_USAGE;
    }
    const { rootKey, verifier } = this;
    const loaded = loadCertificate(this.pki, usage, data, { rootKey, verifier, behind });
    this.pki = loaded.state;
    return loaded.status;
  }
}

type LoadRequest = Extract<OsRequest, { kind: 'load-certificate' }>;
