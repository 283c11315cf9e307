import type { TableInfo } from '$api/types';
import { taxName } from '$lib/foot';
import { seat as text } from '$lib/text/seat';

type Note = TableInfo['branch']['tax'];

/** What a guest is told about taxes where no amount is known; nothing where nothing is taxed. */
export function taxNote(tax: Note): string | undefined {
  if (!tax) return;
  const rates = tax.taxes.map(taxName).join(' + ');
  const said = rates && ` (${rates})`;
  return tax.prices_include_tax ? text.cart.taxIncluded(said) : text.cart.taxAdded(said);
}
