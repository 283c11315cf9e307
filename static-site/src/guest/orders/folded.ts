import type { LineStatus, Order, OrderLine } from '$api/types';
import { sumMoney } from '$lib/money';
import type { Combo } from '$lib/menu/combo';

/** A line as guests see it: the parts of a combo are one, at its price. */
type Folded = OrderLine & { parts?: OrderLine[] };

/** How far a combo is, is how far the part is that is least far. */
const FAR: readonly LineStatus[] = ['new', 'cooking', 'ready', 'served', 'cancelled'];

/** The parts of a combo; none of what is no combo. */
export function partsOf(line: OrderLine): readonly OrderLine[] {
  return (line as Folded).parts ?? [];
}

/** An order with each of its combos as one line, which has the ID of the line of the cart. */
export function folded<T extends Order>(order: T): T {
  if (!order.lines.some(({ combo }) => combo)) return order;
  const lines: Folded[] = [];
  for (const line of order.lines) {
    const at = lines.findIndex(({ id, parts }) => parts && id === line.combo?.line_id);
    if (!line.combo) lines.push(line);
    else if (at < 0) lines.push(whole([line]));
    else lines[at] = whole([...partsOf(lines[at] as Folded), line]);
  }
  return { ...order, lines };
}

function whole(parts: readonly OrderLine[]): Folded {
  const first = parts[0] as OrderLine;
  const { combo, variant_id: _, reason: __, ...own } = first;
  const sum = (of: (line: OrderLine) => OrderLine['total']) => sumMoney(first.total.currency, parts.map(of));
  const reason = parts.every(({ status }) => status === 'cancelled') ? first.reason : undefined;
  return {
    ...own,
    ...(reason ? { reason } : {}),
    id: combo?.line_id ?? first.id,
    item_id: combo?.item_id ?? first.item_id,
    name: combo?.name ?? first.name,
    options: [],
    // While one of its parts comes, the combo does.
    quantity: Math.max(...parts.map(({ quantity }) => quantity)),
    voided: Math.min(...parts.map(({ voided }) => voided)),
    unit_price: sum(({ unit_price }) => unit_price),
    total: sum(({ total }) => total),
    status: FAR[Math.min(...parts.map(({ status }) => FAR.indexOf(status)))] ?? first.status,
    parts: [...parts],
  };
}

/** A combo of an order as it was picked; nothing of what is no combo. */
export function comboAgain(line: OrderLine): Combo | undefined {
  const parts = partsOf(line).flatMap(({ combo, item_id, name, variant_id, options }) =>
    combo ? [{ part_id: combo.part_id, part: combo.part, item_id, name, ...(variant_id ? { variant_id } : {}), options }] : [],
  );
  return parts.length > 0 ? { parts, unit_price: line.unit_price } : undefined;
}
