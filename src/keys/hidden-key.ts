/** Files that hold a key and do not show it: what they are, and the command that takes it out. */
import { telling } from './raw-key.js';

const take = (command: string) => `Take the key out: ${command}`;

export const HIDDEN = {
  certificate: telling(
    'a certificate',
    take('openssl x509 -in FILE -pubkey -noout -out public.pem'),
  ),
  request: telling(
    'a certificate request',
    take('openssl req -in FILE -pubkey -noout -out public.pem'),
  ),
  pkcs12: telling(
    'a PKCS #12 store',
    take('openssl pkcs12 -in FILE -nocerts -nodes -out private.pem'),
  ),
  pkcs7: telling(
    'a PKCS #7 file',
    take('openssl pkcs7 -in FILE -print_certs | openssl x509 -pubkey -noout -out public.pem'),
  ),
  encrypted: telling(
    'an encrypted private key',
    `Decrypt it first: openssl pkey -in FILE -out private.pem`,
  ),
  openssh: telling(
    'a private key in the form of OpenSSH',
    'Rewrite a copy of it as PEM: ssh-keygen -p -m PEM -f COPY',
  ),
  javaStore: telling(
    'a Java key store',
    'Make PKCS #12 of it (keytool -importkeystore -deststoretype PKCS12), then: openssl pkcs12 -in STORE -nocerts -nodes -out private.pem',
  ),
  kubernetes: telling(
    'a Secret of Kubernetes in YAML',
    'Take it as JSON: kubectl get secret NAME -o json > secret.json',
  ),
} as const;
