import type { TableInfo } from '$api/types';
import { seat as text } from '$lib/text/seat';

type Note = TableInfo['branch']['tax'];

/** What a guest is told about taxes before they order; nothing where nothing is taxed. */
export function taxNote(tax: Note): string | undefined {
  if (!tax) return;
  const rates = tax.taxes.map(({ name, rate_bp }) => `${name} ${rate_bp / 100}%`).join(' + ');
  const said = rates && ` (${rates})`;
  return tax.prices_include_tax ? text.cart.taxIncluded(said) : text.cart.taxAdded(said);
}
