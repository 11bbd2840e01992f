/** Since which release a flow is understood, and which profile stands for a version. */
import { describe, expect, it } from 'vitest';
import type { FlowName } from '../../src/exchange/flows.js';
import { DEFAULT_FIRMWARE, RELEASES } from '../../src/firmware/index.js';
import { profileOf } from '../../src/firmware/nearest.js';
import { compareVersions } from '../../src/firmware/versions.js';
import type { FlowRequest } from '../../src/host/flow-plan.js';
import { needsOf } from '../../src/host/needed-version.js';
import type { OrderOptions } from '../../src/order/options.js';
import { requestOf, simulator } from './flow.js';

const needs = (name: FlowName, options: OrderOptions = {}, changes: Partial<FlowRequest> = {}) =>
  needsOf(requestOf(simulator(), name, options, changes), DEFAULT_FIRMWARE).map(
    ({ version, what }) => [version, what.split(',')[0]],
  );

const DIRECT = ['3.4.0', 'PROMPT_UI_DISPLAY'];
const NG = ['3.3.0', expect.stringContaining('NG in the form sent here')];
const wallet = { client: 'ledger-wallet' } as const;

describe('what a flow needs', () => {
  it.each([
    ['SWAP_NG', {}, {}, [DIRECT, NG]],
    ['SWAP_NG', {}, wallet, [NG]],
    ['SWAP', {}, wallet, []],
    ['SELL', {}, wallet, [['2.0.14', 'CHECK_ASSET_IN']]],
    ['SWAP_NG', { extraData: '00'.repeat(33) }, wallet, [['3.4.0', 'payin_extra_data'], NG]],
    ['SWAP_NG', { payin: 'a'.repeat(62) }, wallet, [NG]],
    [
      'SWAP_NG',
      { payin: 'a'.repeat(63) },
      wallet,
      [['4.0.0', 'an address of more than 62 characters'], NG],
    ],
    ['SELL_NG', { memo: '12' }, wallet, [['4.1.0', 'in_extra_id'], NG]],
    ['SWAP_NG', { from: 'XRP', memo: '12' }, wallet, [NG]],
  ] as const)('%s %j %j', (name, options, changes, expected) => {
    expect(needs(name, options, changes)).toEqual(expected);
  });

  it('a payload that is given is read for it', () => {
    const request = requestOf(simulator(), 'SELL_NG');
    // NewSellResponse with in_extra_id (8) "12".
    const payload = new TextEncoder().encode(Buffer.from('42023132', 'hex').toString('base64url'));
    const given = { ...request, ...wallet, payload: { kind: 'given', payload } as const };
    expect(needsOf(given, DEFAULT_FIRMWARE).map(({ version }) => version)).toEqual([
      '4.1.0',
      '3.3.0',
    ]);
  });

  it('a ticker of one letter', () => {
    const request = requestOf(simulator(), 'SWAP_NG', {}, wallet);
    const outgoing = { ...request.outgoing, ticker: 'S' };
    expect(needsOf({ ...request, outgoing }, DEFAULT_FIRMWARE)[0]?.version).toBe('4.2.3');
  });
});

describe('versions', () => {
  it.each([
    ['4.4.2', '4.4.2', 0],
    ['4.4.2', '4.4.10', -1],
    ['4.10.0', '4.9.9', 1],
    ['3.3.3-dev', '3.3.3', 0],
    ['4.4', '4.4.1', -1],
  ])('%s and %s', (a, b, sign) => {
    expect(Math.sign(compareVersions(a, b))).toBe(sign);
  });

  it.each([
    ['4.4.2', '4.4.2', true],
    ['99.0.0', RELEASES.findLast(({ kind }) => kind === 'release')!.id, false],
  ])('%s is judged as %s', (version, id, exact) => {
    const found = profileOf(version);
    expect([found.profile.id, found.exact]).toEqual([id, exact]);
  });
});
