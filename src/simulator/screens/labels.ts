/** Words of the device's own library, the same in every app of API level 25. */
export const DEVICE_WORDS = {
  nanoReject: 'Reject transaction',
  appReady: 'app is ready',
  appInfo: 'App info',
  quitApp: 'Quit app',
  back: 'Back',
  version: 'Version',
  aboutApp: 'Exchange App',
  hold: 'Hold to sign',
  rejectQuestion: 'Reject transaction?',
  rejectYes: 'Yes, reject',
  rejectNo: 'Go back to transaction',
  more: 'More',
  close: 'Close',
} as const;

/** What a coin app puts on the screen while it signs: on touch models always, on a Nano some do. */
export const COIN_APP_SPINNER = 'Signing';
