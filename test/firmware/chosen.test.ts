/** `--firmware`: one version, some, a range, all; and what is said of others. */
import { describe, expect, it } from 'vitest';
import { chosenFirmwares, mainFirmware, oneFirmware } from '../../src/firmware/chosen.js';
import { firmware, RELEASES } from '../../src/firmware/index.js';
import { modelsOf, requireModel } from '../../src/firmware/models.js';

/** The last two that people have. */
const [BEFORE, NEWEST] = RELEASES.filter(({ kind }) => kind === 'release')
  .slice(-2)
  .map(({ id }) => id);
const ids = (text: string) => chosenFirmwares(text).map(({ id }) => id);

describe('versions are read', () => {
  it.each([
    ['4.4.2', ['4.4.2']],
    ['4.4.2, 3.4.1', ['3.4.1', '4.4.2']],
    ['3.4.0..3.5.0-swap1', ['3.4.0', '3.4.1', '3.5.0-swap1']],
    ['..3.1.0-dev', ['2.0.14-dev', '3.1.0-dev']],
    ['4.4.1..', RELEASES.slice(RELEASES.indexOf(firmware('4.4.1'))).map(({ id }) => id)],
    ['documentation,4.4.2,4.4.2..4.4.2', ['4.4.2', 'documentation']],
  ])('%s', (text, expected) => {
    expect(ids(text)).toEqual(expected);
  });

  it('all are the releases, without the documentation', () => {
    expect(chosenFirmwares('all')).toEqual(RELEASES);
  });

  it.each([
    ['all', '4.4.2'],
    ['3.3.3..4.0.0', '4.0.0'],
    ['4.4.2..', '4.4.2'],
  ])('of %s the verdict is that of %s', (text, id) => {
    expect(mainFirmware(chosenFirmwares(text)).id).toBe(id);
  });
});

describe('what cannot be read is said with what could be meant', () => {
  it.each([
    ['4.1.5', 'expected a firmware such as 4.1.0, 4.2.0 (the nearest), found "4.1.5"'],
    ['v4.4.2', 'expected a firmware such as 4.4.2 (the nearest)'],
    ['3.4.0-rc2', 'expected a firmware such as 3.4.0-rc1, 3.4.0 (the nearest)'],
    ['1.9', 'expected a firmware such as 2.0.14-dev (the nearest)'],
    ['9', `expected a firmware such as ${NEWEST} (the nearest)`],
    ['newest', `expected a firmware such as ${BEFORE}, ${NEWEST} (the nearest)`],
    ['', 'expected a firmware such as'],
    ['4.4.2,', 'found ""'],
    ['3.3.3..5', `expected a firmware such as ${NEWEST} (the nearest), found "5"`],
    ['4.0.0..3.3.3', 'expected a range from the older version to the newer one'],
    ['3.3.3..documentation', 'expected releases at both ends of a range'],
    ['1..2..3', 'found "1..2..3"'],
  ])('%s', (text, message) => {
    expect(() => chosenFirmwares(text)).toThrow(message);
  });

  it('several versions where a device has one', () => {
    expect(() => oneFirmware('3.3.3..3.4.0')).toThrow(
      'expected one version, found 3 in "3.3.3..3.4.0"',
    );
    expect(oneFirmware(undefined).id).toBe('4.4.2');
  });
});

describe('models', () => {
  it.each([
    ['2.0.14-dev', ['nanosp', 'nanox']],
    ['3.3.1-dev', ['stax']],
    ['4.0.0', ['nanosp', 'nanox', 'stax', 'flex']],
    ['4.4.2', ['nanosp', 'nanox', 'stax', 'flex', 'apex_p']],
    ['develop', ['nanosp', 'nanox', 'stax', 'flex', 'apex_p']],
  ])('of %s', (id, models) => {
    expect(modelsOf(firmware(id))).toEqual(models);
  });

  it('one that never had a version is told, and which it had', () => {
    const ask = () => requireModel(firmware('4.0.0'), 'apex_p');
    expect(ask).toThrow(
      'Apex never had Exchange 4.0.0: expected nanosp or nanox or stax or flex, found apex_p',
    );
    expect(ask).toThrow(
      expect.objectContaining({
        hint: 'Releases for apex_p: 4.3.1 to 4.4.2; see exchange-sim firmware.',
      }),
    );
  });
});
