/**
 * Where the user is sent: the provider's own page, with everything that was chosen
 * (provider-api.md#sell, #buy).
 */

/** No page is there: `.example` is nobody's. */
const PAGES = 'https://provider.example/';

/**
 * `customParameters` comes URL-encoded; its pairs stand beside the others. Encoded once, so that
 * the slashes of `ethereum/erc20/usd__coin` arrive.
 */
export function rampUrl(
  page: 'offramp' | 'onramp',
  query: Readonly<Record<string, string>>,
): { rampRedirectUrl: string } {
  const url = new URL(page, PAGES);
  const { customParameters = '', ...chosen } = query;
  for (const [name, value] of Object.entries(chosen)) url.searchParams.set(name, value);
  for (const [name, value] of new URLSearchParams(customParameters)) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  }
  return { rampRedirectUrl: url.href };
}
