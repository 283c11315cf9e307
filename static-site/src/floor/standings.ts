import armchair from 'icon:armchair';
import banknote from 'icon:banknote';
import bellRing from 'icon:bell-ring';
import calendar from 'icon:calendar-clock';
import chefHat from 'icon:chef-hat';
import clipboard from 'icon:clipboard-list';
import hand from 'icon:hand-platter';
import hourglass from 'icon:hourglass';
import sparkles from 'icon:sparkles';
import utensils from 'icon:utensils';
import { floor as text } from '$lib/text/floor';
import type { IconShapes } from '$lib/ui/icon';
import type { Row, Standing } from './tables';

/** The shape that stands for it, so that its colour never stands alone. */
export const shapes: Record<Standing, IconShapes | null> = {
  call: bellRing,
  asked: bellRing,
  ready: hand,
  accept: clipboard,
  bill: banknote,
  cooking: chefHat,
  waiting: hourglass,
  eating: utensils,
  seated: armchair,
  cleaning: sparkles,
  booked: calendar,
  free: null,
};

/** The same in words. */
export function wordsOf(standing: Standing, row: Row): string {
  switch (standing) {
    case 'call':
      return text.call.open(row.calls.length);
    case 'ready':
      return row.ready > 0 ? text.ready(row.ready) : text.partlyReady(row.partlyReady);
    case 'accept':
      return text.toAccept(row.toAccept);
    case 'bill':
      return text.status.billed;
    case 'cooking':
      return text.cooking(row.cooking);
    case 'waiting':
      return text.toCook(row.toCook);
    case 'asked':
    case 'eating':
    case 'seated':
      return text[standing];
    default:
      return text.status[standing];
  }
}
