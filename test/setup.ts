/** For all tests: a property's `maxLength` means what it says (fast-check stops at about ten else). */
import fc from 'fast-check';

fc.configureGlobal({ defaultSizeToMaxWhenMaxSpecified: true });
