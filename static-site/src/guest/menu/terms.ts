import type { MenuItem } from '$api/types';
import { formatMoney } from '$lib/money';
import { endsWhen } from '$lib/opens';
import { search } from '$lib/text/search';
import type { TableView } from '../table.svelte';
import { changesOf } from './changes.svelte';

/**
 * What holds for a dish only now: from when on it is served, that staff have to be asked for its
 * price, or by which list it costs what it does, until when, and what else. '' for most dishes, and
 * for what is sold out, whatever list counts.
 */
export function termsOf(item: MenuItem, table: TableView): string {
  const { terms: text, closed } = search;
  const { serves_at, ask, price_list, usual_price } = item;
  const when = (at: string) => endsWhen(closed, at, changesOf(table).now, table.info?.branch.time_zone);
  if (serves_at) return text.from(when(serves_at));
  if (ask) return ask === 'market' ? text.market : text.weighed(text.per[ask === 'fixed' ? 'per_kg' : ask]);
  if (!table.available(item)) return '';
  const list = price_list && table.menu?.price_lists?.find(({ id }) => id === price_list);
  if (!list) return '';
  const said = list.until ? text.until(list.name, when(list.until)) : list.name;
  return usual_price ? text.otherwise(said, formatMoney(usual_price, { exact: table.exact })) : said;
}
