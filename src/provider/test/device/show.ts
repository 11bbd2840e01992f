/** An order for the HTML report: its message field by field, and the review on every model. */
import { fromHex, toBigInt } from '../../../bytes.js';
import { sentPayload } from '../../../check/answer/sent.js';
import { DEFAULT_FIRMWARE } from '../../../firmware/index.js';
import { refusalOf } from '../../../host/flow-step.js';
import { viewPayload } from '../../../host/payload-view.js';
import { rolesOf } from '../../../payload/roles.js';
import { reviewScreens } from '../../../picture/review-pictures.js';
import { cutLong } from '../../../shown.js';
import { screensShown } from '../../report/screens-shown.js';
import { type ShownField, showOrder } from '../order-shown.js';
import type { ProviderRun } from '../run.js';
import type { DeviceOrder } from './device-orders.js';
import { flowOfRun, type Played } from './play.js';
import type { OrderReleases } from './releases.js';
import { unitsOf } from './review-lines.js';

export async function showDeviceOrder(
  run: ProviderRun,
  shown: DeviceOrder,
  others: readonly { readonly played: Played }[],
  releases: OrderReleases,
): Promise<void> {
  const { title, order, unsent, why } = shown;
  const review = shown.assumed?.review;
  const pages =
    review === undefined
      ? others.flatMap(({ played }) => played.pages)
      : reviewScreens(review, { testBuild: true });
  showOrder(run, {
    title,
    exchanges: [order.quote?.exchange.number, order.number].filter((one) => one !== undefined),
    fields: fieldsOf(run, shown),
    device: unsent ?? why ?? (review === undefined ? said(shown.played) : 'it shows the review'),
    screens: await screensShown(pages),
    releases: releases.rows,
  });
}

function said(played: Played | undefined): string {
  if (played === undefined) return 'it was not asked';
  const refusal = refusalOf(played.steps);
  if (refusal === null || played.reviewed) return 'it shows the review; the user said no';
  return `${refusal.command} is refused with ${refusal.status} ${refusal.name}: ${refusal.says}`;
}

export function fieldsOf(run: ProviderRun, { judged, order, sides }: DeviceOrder): ShownField[] {
  const flow = flowOfRun(run);
  const { outgoing, incoming } = rolesOf(flow.kind);
  const view = viewPayload(flow, DEFAULT_FIRMWARE, sentPayload(flow, judged.payload));
  if (view === undefined) return [{ name: 'payload', value: cutLong(judged.payload) }];
  const { request } = order;
  const expected: Readonly<Record<string, unknown>> = {
    [flow.nonceField]: order.nonce,
    [outgoing.currency]: request.payloadCurrencyFrom ?? request.payloadCryptoCurrency,
    ...(incoming === undefined ? {} : { [incoming.currency]: request.payloadCurrencyTo }),
    ...(outgoing.address === undefined ? {} : { [outgoing.address]: request.refundAddress }),
    ...(incoming?.address === undefined ? {} : { [incoming.address]: request.payoutAddress }),
  };
  const amounts: readonly (string | undefined)[] = [outgoing.amount, incoming?.amount];
  const asked = order.request.amount ?? order.trade.amount;
  const sent = sides === undefined ? undefined : unitsOf(asked, sides.outgoing);
  return Object.entries(view.fields).map(([name, text]) => {
    const wanted = expected[name];
    const isNumber = amounts.includes(name) || name.endsWith('.coefficient');
    const number = isNumber ? toBigInt(fromHex(text)) : undefined;
    const isOther = name === outgoing.amount && sent !== undefined && number !== sent;
    return {
      name,
      value: number === undefined ? text : `${number} (${text})`,
      ...(isOther ? { expected: String(sent) } : {}),
      ...(typeof wanted === 'string' && wanted !== text ? { expected: wanted } : {}),
    };
  });
}
