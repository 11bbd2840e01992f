/** A self-signed certificate, written by hand: name, validity and key are the test's choice. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';

const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const size = body.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const utcTime = (date: Date) => {
  const digits = date.toISOString().replace(/[-:T]|\.\d+/g, '');
  return der(0x18, Buffer.from(digits));
};
const ECDSA_SHA256 = der(0x30, oid('2a8648ce3d040302'));

export interface TestCertificate {
  readonly key: string;
  readonly cert: string;
}

export function certificate(options: { name: string; until?: Date }): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = der(
    0x30,
    der(0x31, der(0x30, oid('550403'), der(0x0c, Buffer.from(options.name)))),
  );
  const alternative = der(0x30, der(0x82, Buffer.from(options.name)));
  const extensions = der(
    0xa3,
    der(
      0x30,
      der(0x30, oid('551d11'), der(0x04, alternative)),
      der(0x30, oid('551d13'), der(0x04, der(0x30, der(0x01, Buffer.from([0xff]))))),
    ),
  );
  const serial = createHash('sha256').update(options.name).digest().subarray(0, 8);
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1]), serial),
    ECDSA_SHA256,
    subject,
    der(0x30, utcTime(new Date('2020-01-01')), utcTime(options.until ?? new Date('2090-01-01'))),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions,
  );
  const signature = sign('sha256', body, privateKey);
  const whole = der(0x30, body, ECDSA_SHA256, der(0x03, Buffer.from([0]), signature));
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}
