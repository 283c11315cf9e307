import type { Page } from 'playwright-core';
import type { Order } from '$api/types';
import type { BackOffice } from '../harness/back-office';
import type { CallReason } from '$api/types';
import { RemoteGuest } from '../harness/remote-guest';
import type { Stack, Table } from '../harness/stack';

type Dish = [item: string, quantity?: number, options?: string[], note?: string];

interface Placed {
  table: string;
  guest: string;
  dishes: Dish[];
  note?: string;
  /** How long ago, in minutes. */
  ago: number;
  steps: string[];
  /** How many of the first lines are ready already. */
  readyLines?: number;
  /** They ask for somebody, too. */
  call?: { reason: CallReason; ago: number; note?: string };
}

const ALL_STEPS = ['accepted', 'preparing', 'ready', 'served'];

const orders: Placed[] = [
  { table: 'H4', guest: 'Noor', ago: 51, steps: ALL_STEPS, dishes: [['steamed-chicken-momos', 2], ['cola-300-ml', 2]] },
  { table: 'H10', guest: 'Aditi', ago: 34, steps: ALL_STEPS, dishes: [['vegetable-spring-rolls', 3], ['rasmalai', 4]] },
  {
    table: 'V2',
    guest: 'Zoya',
    ago: 26,
    steps: ALL_STEPS,
    dishes: [['appam-with-vegetable-stew', 2]],
    call: { reason: 'bill', ago: 2 },
  },
  { table: 'F2', guest: 'Arjun', ago: 43, steps: ALL_STEPS, dishes: [['fish-moilee', 3], ['jeera-rice', 3], ['rumali-roti', 8]] },
  {
    table: 'H2',
    guest: 'Kabir',
    ago: 17,
    steps: ['accepted', 'preparing'],
    readyLines: 1,
    dishes: [
      ['tandoori-chicken', 1, ['tandoor-plate-full', 'spice-hot'], 'well done, please'],
      ['garlic-naan', 3, ['naan-finish-butter']],
    ],
  },
  {
    table: 'V4',
    guest: 'Ananya',
    ago: 12,
    steps: ['accepted', 'preparing'],
    dishes: [
      ['hyderabadi-chicken-biryani', 2, ['biryani-size-one', 'spice-medium']],
      ['veg-hakka-noodles', 1, ['spice-mild'], 'no spring onion'],
    ],
  },
  {
    table: 'H7',
    guest: 'Ishaan',
    ago: 6,
    steps: ['accepted'],
    note: 'Starters first, please',
    dishes: [['gobi-manchurian', 1, ['wok-style-dry']], ['masala-dosa', 2, ['dosa-crisp-extra']], ['medu-vada', 1]],
  },
  { table: 'C3', guest: 'Tara', ago: 14, steps: ['accepted', 'preparing', 'ready'], dishes: [['pani-puri', 2], ['jeera-rice', 1]] },
  {
    table: 'C6',
    guest: 'Leela',
    ago: 9,
    steps: ['accepted', 'preparing', 'ready'],
    dishes: [['pav-bhaji', 2], ['vada-pav', 1, [], 'without garlic chutney']],
  },
  {
    table: 'F5',
    guest: 'Vikram',
    ago: 8,
    steps: ['accepted', 'preparing'],
    dishes: [['vegetable-spring-rolls', 2], ['burnt-garlic-fried-rice', 1], ['steamed-chicken-momos', 1]],
    call: { reason: 'water', ago: 1 },
  },
  { table: 'H12', guest: 'Fatima', ago: 7, steps: ['accepted', 'preparing'], dishes: [['idli-sambar', 2], ['medu-vada', 2]] },
  { table: 'V5', guest: 'Rehan', ago: 4, steps: ['accepted'], dishes: [['ghee-dal-khichdi', 1], ['cucumber-mint-raita', 2]] },
  {
    table: 'V8',
    guest: 'Dev',
    ago: 2,
    steps: [],
    dishes: [
      ['paneer-tikka', 1, ['tandoor-plate-full', 'marinade-methi']],
      ['dal-makhani', 1, ['veg-portion-share']],
      ['lachha-paratha', 4],
    ],
    call: { reason: 'other', ago: 0, note: 'A high chair, please' },
  },
  { table: 'H9', guest: 'Mira', ago: 1, steps: [], dishes: [['kachumber-salad', 1], ['kashmiri-pulao', 2], ['rasmalai', 2]] },
];

/** What comes on top when everybody orders at once. */
const rush: Placed[] = [
  { table: 'F1', guest: 'Meera', ago: 11, steps: ['accepted', 'preparing'], dishes: [['medu-vada', 2], ['vada-pav', 2], ['jeera-rice', 1]] },
  { table: 'F3', guest: 'Omar', ago: 10, steps: ['accepted'], dishes: [['garlic-naan', 4, ['naan-finish-butter']], ['dal-makhani', 1, ['veg-portion-share']]] },
  { table: 'H1', guest: 'Isha', ago: 5, steps: ['accepted', 'preparing'], dishes: [['idli-sambar', 3], ['pav-bhaji', 1], ['masala-dosa', 1, ['dosa-crisp-golden']]] },
  { table: 'H3', guest: 'Jay', ago: 4, steps: ['accepted'], dishes: [['veg-hakka-noodles', 2, ['spice-mild']], ['gobi-manchurian', 1, ['wok-style-dry']], ['jeera-rice', 2]] },
  { table: 'H5', guest: 'Lina', ago: 3, steps: ['accepted'], dishes: [['vada-pav', 4], ['pani-puri', 4], ['medu-vada', 2]] },
  { table: 'C1', guest: 'Ravi', ago: 3, steps: ['accepted'], dishes: [['butter-roti', 6], ['dal-makhani', 2, ['veg-portion-share']], ['jeera-rice', 2]] },
];

/** A restaurant in the middle of an evening. */
export class Evening {
  /** Minutes by which orders and sessions are older than the few seconds that they really are. */
  readonly #ago = new Map<string, number>();
  readonly #pins = new Map<string, string>();

  constructor(
    readonly stack: Stack,
    readonly office: BackOffice,
  ) {}

  table(name: string): Table {
    const found = this.stack.ready.tables.find((table) => table.name === name);
    if (!found) throw new Error(`no table ${name}`);
    return found;
  }

  async begin(): Promise<void> {
    for (const placed of orders) await this.place(placed);
  }

  async rush(): Promise<void> {
    for (const placed of rush) await this.place(placed);
  }

  /** The PIN of whoever sits there. */
  pinOf(name: string): string {
    return this.#pins.get(name) ?? '';
  }

  async place({ table, guest, dishes, note, ago, steps, readyLines = 0, call }: Placed): Promise<Order> {
    const { session, pin } = await this.office.open(this.table(table));
    this.#ago.set(session.id, ago + 9);
    this.#pins.set(table, pin);
    const phone = await RemoteGuest.join(this.stack, this.table(table), pin, guest);
    for (const dish of dishes) await phone.add(...dish);
    const order = await phone.order(note);
    this.#ago.set(order.id, ago);
    await this.office.advance(order, ...steps);
    for (const { id } of order.lines.slice(0, readyLines)) await this.office.advanceLine(order, id, 'ready');
    if (call) this.#ago.set((await phone.call(call.reason, call.note)).id, call.ago);
    return order;
  }

  /** Shows a staff page the evening as old as it plays, which the few seconds of a picture are not. */
  async age(page: Page): Promise<void> {
    await page.route(/\/(kitchen|floor)$/, async (route) => {
      if (route.request().resourceType() !== 'fetch') return route.fallback();
      const response = await route.fetch();
      await route.fulfill({ response, json: this.#older(await response.json()) });
    });
  }

  #older(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.#older(one));
    if (typeof value !== 'object' || value === null) return value;
    const whole = Object.fromEntries(Object.entries(value).map(([name, part]) => [name, this.#older(part)]));
    const minutes = this.#ago.get(String(whole['id'])) ?? 0;
    // Accepted soon after, ready for a third of the time.
    const shares = { placed_at: 1, opened_at: 1, accepted_at: 0.95, ready_at: 0.3 };
    for (const [name, share] of Object.entries(shares)) {
      const time = whole[name];
      if (minutes > 0 && typeof time === 'string') whole[name] = new Date(Date.parse(time) - minutes * share * 60_000).toISOString();
    }
    return whole;
  }
}
