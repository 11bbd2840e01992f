/** The payment methods of the contract: told once, in its schema. */
import { loadContract } from '../contract/index.js';

interface Schemas {
  readonly components: {
    readonly schemas: { readonly PaymentMethod: { readonly enum: string[] } };
  };
}

let known: readonly string[] | undefined;

export function paymentMethods(): readonly string[] {
  known ??= (loadContract().document('sell') as unknown as Schemas).components.schemas.PaymentMethod
    .enum;
  return known;
}
