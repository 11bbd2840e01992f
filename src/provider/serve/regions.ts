/**
 * Places that are not served. No document says how Ledger tells where the user is
 * (provider-api.md#all-products): here a header with an ISO 3166 code does, which a provider agrees
 * on privately.
 */
import { ApiError, type RawCall } from './call.js';
import { checks, type Desk } from './desk.js';
import type { Listing } from './listings.js';

/** @throws ApiError 451; the currency's own restriction is the more precise answer. */
export function refuseRegion(desk: Desk, call: RawCall, traded: readonly (Listing | undefined)[]) {
  if (!checks(desk, 'region')) return;
  const { regionHeader, restrictedRegions } = desk.settings;
  const country = call.headers[regionHeader]?.trim().toUpperCase();
  if (country === undefined || country === '') return;
  const restricted = restrictedRegions.includes(country);
  const currency = traded.find(
    (one) =>
      one !== undefined &&
      one.restrictedIn.length > 0 &&
      (restricted || one.restrictedIn.includes(country)),
  );
  if (currency !== undefined) {
    throw new ApiError(
      451,
      'CURRENCY_REGION_RESTRICTED_ERROR',
      `${currency.id} is not available in the user's region.`,
    );
  }
  if (!restricted) return;
  throw new ApiError(451, 'REGION_RESTRICTED_ERROR', "Not available in the user's region.");
}
