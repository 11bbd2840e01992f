/** N. The run itself: nothing here is about the provider. */
import { ALL, about } from './define.js';

export const SELF = [
  about(240, 'RUN_NOT_ALLOWED', ALL, 'ours', {
    requires: 'Without --create-orders no order is made, and the rules that need one are listed.',
    test: 'Looks for calls that make orders among all calls of the run.',
    switches: [],
  }),
  about(241, 'RUN_SKIPPED', ALL, 'ours', {
    requires: 'A rule that was not run says what it waited for or lacks.',
    test: 'Reads the reason of each of them.',
    switches: [],
  }),
  about(242, 'KNOWN_DEVIATION', ALL, 'ours', {
    requires: 'A deviation of the profile has a reason and a date, is in force, and still happens.',
    test: 'Compares the list with the results: past its date the rule fails, a pass is reported.',
    switches: [],
  }),
  about(243, 'SECRET_REDACTED', ALL, 'ours', {
    requires: 'No key, authentication header or e-mail address is in a report.',
    test: 'Looks for the secrets of the profile in everything that is shown.',
    switches: [],
  }),
  about(244, 'RUN_REPRODUCIBLE', ALL, 'ours', {
    requires: 'A run names its seed, versions, profile and time, and how to repeat each call.',
    test: 'Looks for each of them, and for the calls behind every failure.',
    switches: [],
  }),
];
