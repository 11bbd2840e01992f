/**
 * What the OS of a Ledger answers when no app or the wrong one is open, and to certificates. Named as
 * Ledger's public client libraries name them; certificates as recorded (FIRMWARE).
 */

/** A status word: name, what it says, and what to look at or change, one sentence each. */
export type Row = readonly [word: number, name: string, says: string, fix: string];

const OPEN_EXCHANGE = 'Open the Exchange app on the device, then send the command again.';
export const UNLOCK = 'Enter the PIN on the device, then send the command again.';
const FREE = 'Remove an app or a picture from the device, then try again.';
const FRESH =
  'Restart the device and try again; if it stays, update its firmware or ask Ledger support.';
export const LENGTH = 'Check Lc and the length of the data.';
const DATA = 'Check the data of this command against the documentation of the app that is open.';
const CERTIFICATE =
  'Send the certificate as Ledger issued it for this model, with B0 06 and the key usage in P1.';

export const OS_STATUS: readonly Row[] = [
  [0x3301, 'CERTIFICATE_HASH_FAILED', 'The OS could not hash the certificate.', CERTIFICATE],
  [0x3302, 'BAD_CURVE_POINT', 'The key in the certificate is no point of its curve.', CERTIFICATE],
  [
    0x4118,
    'TRUSTED_NAME_TOO_LONG',
    'The name in the certificate does not fit where it is kept.',
    CERTIFICATE,
  ],
  [
    0x422d,
    'CERTIFICATE_BAD_TAG',
    'A part of the certificate is not where it must be.',
    CERTIFICATE,
  ],
  [
    0x422e,
    'CERTIFICATE_WRONG_USAGE',
    'The certificate is cut short or not for the usage in P1.',
    CERTIFICATE,
  ],
  [0x422f, 'CERTIFICATE_STRUCTURE', 'Structure type of the certificate is unknown.', CERTIFICATE],
  [0x4230, 'CERTIFICATE_VERSION', 'Version of the certificate is unknown.', CERTIFICATE],
  [0x4231, 'CERTIFICATE_VALIDITY', 'The certificate is not valid any more.', CERTIFICATE],
  [0x4232, 'CERTIFICATE_VALIDITY_INDEX', 'The certificate was revoked.', CERTIFICATE],
  [0x4233, 'CERTIFICATE_SIGNER_KEY', 'Key id of the signer has a wrong size.', CERTIFICATE],
  [0x4234, 'CERTIFICATE_SIGN_ALGORITHM', 'Signature algorithm is unknown.', CERTIFICATE],
  [0x4235, 'CERTIFICATE_KEY_ID', 'Key id of the certificate has a wrong size.', CERTIFICATE],
  [0x4236, 'CERTIFICATE_KEY_USAGE', 'Key usage has a wrong size.', CERTIFICATE],
  [0x4237, 'CERTIFICATE_CURVE', 'Curve of the key is unknown.', CERTIFICATE],
  [0x4238, 'CERTIFICATE_KEY_ALGORITHM', 'Algorithm of the key is unknown.', CERTIFICATE],
  [0x4239, 'CERTIFICATE_TARGET', 'The certificate is for another model.', CERTIFICATE],
  [0x423a, 'CERTIFICATE_NAME', 'The name in the certificate is too long.', CERTIFICATE],
  [0x423b, 'CERTIFICATE_TIME', 'A time in the certificate has a wrong size.', CERTIFICATE],
  [0x423c, 'CERTIFICATE_DEPTH', 'A depth in the certificate has a wrong size.', CERTIFICATE],
  [0x5720, 'CERTIFICATE_SIGNATURE', 'The signature of the certificate is wrong.', CERTIFICATE],
  [0x5102, 'NOT_ENOUGH_SPACE', 'There is no room left on the device.', FREE],
  [
    0x5123,
    'APP_NOT_FOUND_OR_INVALID_CONTEXT',
    'The app is not installed, or not now.',
    'Install the app, go back to the dashboard, then try again.',
  ],
  [0x5223, 'DEVICE_INTERNAL_ERROR', 'Something inside the OS went wrong.', FRESH],
  [0x5303, 'LOCKED', 'The device is locked.', UNLOCK],
  [0x5419, 'GEN_AES_KEY_FAILED', 'The OS could not make a key for app storage.', FRESH],
  [0x541a, 'INTERNAL_CRYPTO_OPERATION_FAILED', 'A computation inside the OS failed.', FRESH],
  [0x541b, 'INTERNAL_COMPUTE_AES_CMAC_FAILED', 'A computation inside the OS failed.', FRESH],
  [0x541c, 'ENCRYPT_APP_STORAGE_FAILED', 'The OS could not encrypt app storage.', FRESH],
  [
    0x5501,
    'USER_REFUSED_ON_DEVICE',
    'The user refused what the OS asked: to open an app, or to allow a manager.',
    'Ask again and approve on the device.',
  ],
  [0x5502, 'PIN_NOT_SET', 'The device has no PIN yet.', 'Set the device up first.'],
  [
    0x6300,
    'GP_AUTH_FAILED',
    'The secure channel could not be opened.',
    'Leave this to Ledger Wallet: it is not for apps.',
  ],
  [
    0x6511,
    'APP_NOT_OPEN',
    'The app this command is for is not open: the dashboard answers.',
    OPEN_EXCHANGE,
  ],
  [
    0x6624,
    'APP_LIST_NOT_STARTED',
    'The next app of the list was asked for, and the first one never.',
    'Ask for the first app of the list first.',
  ],
  [
    0x662d,
    'LANGUAGE_LIST_INVALID_ARGUMENT',
    'The list of languages was asked for with a next command and no first one.',
    'Ask for the first language pack first.',
  ],
  [0x662e, 'CUSTOM_IMAGE_EMPTY', 'There is no lock-screen picture.', 'Load a picture first.'],
  [
    0x662f,
    'DEVICE_IN_RECOVERY_MODE',
    'The device is in recovery mode.',
    'Repair it in Ledger Wallet.',
  ],
  [0x6642, 'INVALID_BACKUP_STATE', 'App storage cannot be saved now.', FRESH],
  [0x6643, 'INVALID_RESTORE_STATE', 'App storage cannot be restored now.', FRESH],
  [0x6700, 'INCORRECT_LENGTH', 'The command has a wrong length.', LENGTH],
  [
    0x670a,
    'INVALID_APP_NAME_LENGTH',
    'The name of the app to open is too long or missing.',
    LENGTH,
  ],
  [0x6733, 'INVALID_BACKUP_LENGTH', 'The saved app storage has a wrong length.', LENGTH],
  [0x6734, 'INVALID_CHUNK_LENGTH', 'A part of the app storage has a wrong length.', LENGTH],
  [0x6800, 'MISSING_CRITICAL_PARAMETER', 'A parameter is missing.', DATA],
  [0x6804, 'LOCKED', 'The device is locked.', UNLOCK],
  [
    0x6807,
    'APP_NOT_INSTALLED',
    'The app that was to be opened is not installed.',
    'Install it in Ledger Wallet, or check its name letter for letter.',
  ],
  [0x684a, 'INVALID_BACKUP_HEADER', 'The saved app storage is damaged.', DATA],
  [
    0x6901,
    'APP_BUSY',
    'The app cannot answer now.',
    'Wait for what is on its screen, or close and open the app.',
  ],
  [
    0x6982,
    'SECURITY_STATUS_NOT_SATISFIED',
    'The device is locked, or the command needs rights it has not.',
    UNLOCK,
  ],
  [0x6a84, 'NOT_ENOUGH_MEMORY_SPACE', 'There is no room left on the device.', FREE],
  [0x6a88, 'REFERENCED_DATA_NOT_FOUND', 'What the command is about is not there.', DATA],
  [0x6a89, 'FILE_ALREADY_EXISTS', 'It is there already.', DATA],
  [
    0x6d02,
    'UNKNOWN_APDU',
    'No app is open, and the dashboard does not know the command.',
    OPEN_EXCHANGE,
  ],
  [0x6611, 'DEVICE_NOT_ONBOARDED_2', 'The device has no seed yet.', 'Set the device up first.'],
  [0x681a, 'LANGUAGE_ID_INVALID', 'There is no language of this id.', DATA],
  [0x6d07, 'DEVICE_NOT_ONBOARDED', 'The device has no seed yet.', 'Set the device up first.'],
  [
    0x6e00,
    'CLA_NOT_SUPPORTED',
    'The class is not known here: another app is open, or none.',
    OPEN_EXCHANGE,
  ],
  [
    0x6e01,
    'CLA_NOT_SUPPORTED_BOOTLOADER',
    'The class is not known here: no app is open, or the device is in its bootloader.',
    OPEN_EXCHANGE,
  ],
  [0x6f00, 'TECHNICAL_PROBLEM', 'Something inside the device went wrong.', FRESH],
  [0x6faa, 'HALTED', 'The device has stopped and must be restarted.', 'Restart the device.'],
  [0x9240, 'MEMORY_PROBLEM', 'The memory of the device has a problem.', FRESH],
  [0x9400, 'NO_EF_SELECTED', 'Nothing is selected.', FRESH],
  [0x9402, 'INVALID_OFFSET', 'The offset is outside.', DATA],
  [0x9404, 'FILE_NOT_FOUND', 'It is not there.', DATA],
  [0x9408, 'INCONSISTENT_FILE', 'It does not fit what is stored.', DATA],
  [0x9484, 'ALGORITHM_NOT_SUPPORTED', 'The algorithm is not known.', DATA],
  [0x9485, 'INVALID_KCV', 'The check value of the key is wrong.', DATA],
  [0x9802, 'CODE_NOT_INITIALIZED', 'The PIN is not set.', 'Set the device up first.'],
  [0x9804, 'ACCESS_CONDITION_NOT_FULFILLED', 'The PIN was wrong, or is needed.', UNLOCK],
  [0x9808, 'CONTRADICTION_SECRET_CODE_STATUS', 'The PIN cannot be used now.', FRESH],
  [0x9810, 'CONTRADICTION_INVALIDATION', 'It was made invalid before.', FRESH],
  [
    0x9840,
    'CODE_BLOCKED',
    'The PIN is blocked.',
    'Reset the device and restore it from its words.',
  ],
  [0x9850, 'MAX_VALUE_REACHED', 'A counter is at its end.', FRESH],
];
