import type { KitchenLine, KitchenOrder, LineStatus } from '$api/types';
import { type Part, partOf } from './stages';

/** A station's part in tests, where there are a wok and a grill; all of it for null. */
export const onlyAt = (station: string | null): Part => partOf(station, [{ id: 'wok' }, { id: 'grill' }]);

/** A line for tests: `1 new at wok` unless said otherwise. */
export function aLine(id: string, status: LineStatus = 'new', more: Partial<KitchenLine> = {}): KitchenLine {
  return { id, item_id: `item-${id}`, name: id, quantity: 1, voided: 0, options: [], allergy: false, station: 'wok', prep_minutes: 10, status, ...more };
}

/** An order for tests: accepted, placed at 12:00. */
export function anOrder(id: string, lines: KitchenLine[], more: Partial<KitchenOrder> = {}): KitchenOrder {
  return {
    id,
    number: Number(id.replaceAll(/\D/g, '')) || 1,
    table: 'T1',
    placed_at: '2026-05-01T12:00:00Z',
    status: 'accepted',
    lines,
    version: 1,
    ...more,
  };
}
