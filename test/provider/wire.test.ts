/** Mistakes below HTTP: certificates that are well formed and not to be trusted. */
import { X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';
import { expect, it } from 'vitest';
import { behavioursOf, startProvider } from '../../src/provider/serve/index.js';
import { selfSigned } from '../../src/provider/serve/node-certificate.js';

it.each([
  ['TLS_SELF_SIGNED', 'IP Address:127.0.0.1'],
  ['TLS_OTHER_NAME', 'DNS:elsewhere.example'],
])('%s: https, for %s', async (code, name) => {
  const provider = await startProvider({ behaviours: behavioursOf([code]) });
  try {
    const { protocol, port } = new URL(provider.url);
    expect(protocol).toBe('https:');
    const seen = await new Promise<string | undefined>((resolve, reject) => {
      const socket = connect({ port: Number(port), host: '127.0.0.1', rejectUnauthorized: false });
      socket.once('error', reject);
      socket.once('secureConnect', () => {
        resolve(socket.getPeerCertificate().subjectaltname);
        socket.destroy();
      });
    });
    expect(seen).toBe(name);
    await expect(fetch(provider.url)).rejects.toMatchObject({
      cause: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
  } finally {
    await provider.close();
  }
});

it('is signed by itself, and would be believed by who trusts it', () => {
  const certificate = new X509Certificate(selfSigned('provider.example').cert);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkHost('provider.example')).toBe('provider.example');
  expect(certificate.checkHost('other.example')).toBeUndefined();
  expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.now());
});
