import type { BranchSettings, CardSheet, TableCard } from '$api/types';

export function someSettings(more: Partial<BranchSettings> = {}): BranchSettings {
  return {
    id: 'b',
    name: 'Indiranagar',
    address: '12 Lake Road\nBengaluru',
    upi_id: '',
    brand: 'Salver',
    auto_accept: false,
    urgent_minutes: 10,
    critical_minutes: 15,
    table_list: false,
    opening_hours: { week: [], closed_on: [] },
    time_zone: 'Asia/Kolkata',
    closing_hour: 4,
    pin_length: 4,
    orders_per_session: 100,
    orders_per_window: 10,
    lines_per_order: 40,
    lines_per_session: 1000,
    legal_name: '',
    invoice_prefix: '',
    invoice_footer: '',
    message_via: 'by_hand',
    message_order_confirmed: false,
    message_out_for_delivery: false,
    message_bill: false,
    calling_code: '',
    currency: 'INR',
    smallest_coin: 1,
    version: 7,
    ...more,
  };
}

/** A card for tests; its code is drawn as two squares. */
export function aCard(number: number, section = 'Hall'): TableCard {
  const code = `CODE${number}`;
  return {
    id: `t${number}`,
    name: `H${number}`,
    section_id: section.toLowerCase(),
    section,
    seats: 4,
    code,
    url: `http://192.168.1.5:8080/#${code}`,
    short_url: `192.168.1.5:8080/#${code}`,
    qr: { size: 25, path: 'M0 0h1v1h-1zM24 24h1v1h-1z' },
    mark: `mark000000000${number}`.slice(0, 16).padEnd(16, '0'),
    printed: { standing: 'unprinted' },
    version: 1,
  };
}

export function someCards(count: number): CardSheet {
  return {
    branch: someSettings(),
    brand: { id: 'salver', name: 'Salver', version: 0 },
    looks: { face: 'plain', version: 0 },
    site: { origin: 'http://192.168.1.5:8080', former: [], version: 0 },
    list_url: 'http://192.168.1.5:8080/#/b',
    cards: Array.from({ length: count }, (_, at) => aCard(at + 1, at < count / 2 ? 'Hall' : 'Garden')),
  };
}
