/** The form that starts a journey. */
import { byId, message } from '../../../../server/page/client/dom.js';

const form = byId('start', HTMLFormElement);
const problem = byId('start-problem', HTMLElement);
const hint = byId('names-hint', HTMLElement);

const HINTS: Readonly<Record<string, string>> = {
  swap: "Currencies by the provider's own ids, as in /currencies.",
  buy: 'Pays with an ISO 4217 code such as EUR, receives a LedgerId such as bitcoin.',
};
const RAMP_HINT = 'Pays with a LedgerId such as bitcoin, receives an ISO 4217 code such as EUR.';

const productOf = () => String(new FormData(form).get('product') ?? '');

/** Shows what the product needs. */
function adapt(): void {
  const product = productOf();
  hint.textContent = HINTS[product] ?? RAMP_HINT;
  for (const field of form.querySelectorAll<HTMLElement>('[data-ramp]')) {
    field.hidden = product === 'swap';
  }
  for (const field of form.querySelectorAll<HTMLElement>('[data-device]')) {
    field.hidden = product === 'buy';
  }
  for (const option of form.querySelectorAll<HTMLOptionElement>('[name=provider] option')) {
    const products = option.dataset.products;
    option.hidden = products !== undefined && !products.split(' ').includes(product);
    if (option.hidden && option.selected) option.selected = false;
  }
}

/** @param start with the body of POST /journey; what it throws is shown. */
export function startForm(start: (wish: Record<string, string>) => Promise<void>): void {
  form.addEventListener('change', adapt);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    problem.textContent = '';
    const until = (event.submitter as HTMLButtonElement | null)?.value ?? 'end';
    try {
      await start({ ...wish(), until });
    } catch (error) {
      problem.textContent = message(error);
    }
  });
  adapt();
}

/** Fields that the product does not have are left out. */
function wish(): Record<string, string> {
  const isShown = (name: string) =>
    form.querySelector(`[name="${CSS.escape(name)}"]`)?.closest('[hidden]') === null;
  const texts = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
  return Object.fromEntries(texts.filter(([name, value]) => value !== '' && isShown(name!)));
}
