/** `--product`: one of those a provider may offer. */
import { Option } from 'commander';
import { PRODUCTS, type Product } from '../../provider/product.js';

export const productOption = (about = 'one of them', products: readonly Product[] = PRODUCTS) =>
  new Option('--product <product>', about).choices(products);
