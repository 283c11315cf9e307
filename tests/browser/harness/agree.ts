import { vi } from 'vitest';
import { expect } from 'vitest';
import type { Figures, Floor, FloorTable, KitchenBoard, Order, Party } from '$api/types';
import { floor as floorText } from '$text/en/floor';
import { owner as ownerText } from '$text/en/owner';
import type { BackOffice } from './back-office';
import type { Guest } from './guest';
import type { OwnerScreen } from './office-pages';
import type { FloorScreen, KitchenTablet } from './staff';
import type { Table } from './stack';

/** What guests read as the step that an order has come to. */
const STEPS: Partial<Record<Order['status'], string>> = {
  placed: 'Sent',
  accepted: 'Accepted',
  preparing: 'Cooking',
  ready: 'Ready',
  served: 'Served',
  completed: 'Served',
};

const rupees = new Intl.NumberFormat('en-IN', {
  ...{ style: 'currency', currency: 'INR', currencyDisplay: 'narrowSymbol' },
  trailingZeroDisplay: 'stripIfInteger',
});
/** Money as the pages of a restaurant in India show it. */
export const money = (minor: number): string => rupees.format(minor / 100);

/** Waits until a screen shows what the server has stored; fails with both. */
async function agree<T>(shown: () => Promise<T>, stored: () => Promise<T>): Promise<void> {
  await vi.waitFor(async () => expect(await shown()).toEqual(await stored()), { timeout: 60_000, interval: 500 });
}

/** A station's tickets with their lines are the board that the API has for it. */
export async function kitchenAgrees(tablet: KitchenTablet, office: BackOffice, station: string): Promise<void> {
  await agree(
    async () => {
      const tickets = await tablet.page.getByRole('article').evaluateAll((articles) =>
        articles.map((article) => ({
          number: Number(/\d+/.exec(article.getAttribute('aria-label') ?? '')?.[0]),
          lines: [...article.querySelectorAll('li')].map((line) => line.innerText.split('\n').slice(0, 2).join(' ')).sort(),
        })),
      );
      return tickets.sort((a, b) => a.number - b.number);
    },
    async () => {
      const { orders } = await office.read<KitchenBoard>(`kitchen?station=${station}`);
      return orders
        .map(({ number, lines }) => ({ number, lines: lines.map((line) => `${line.quantity}× ${line.name}`).sort() }))
        .sort((a, b) => a.number - b.number);
    },
  );
}

/** Tiles show the totals and the counts of the floor that the API has. */
export async function floorAgrees(screen: FloorScreen, office: BackOffice, tables: readonly Table[]): Promise<void> {
  const count = (text: string, words: (count: number) => string) =>
    Number(new RegExp(words(7).replace('7', '(\\d+)')).exec(text)?.[1] ?? 0);
  await agree(
    async () =>
      Promise.all(
        tables.map(async (table) => {
          const text = (await screen.tile(table).innerText()).replaceAll('\n', ' ');
          return {
            table: table.name,
            taken: !text.includes(floorText.status.free),
            total: /₹[\d,.]+/.exec(text)?.[0] ?? null,
            toAccept: count(text, floorText.toAccept),
            ready: count(text, floorText.ready),
            toCook: count(text, floorText.toCook),
            cooking: count(text, floorText.cooking),
            calls: Number(/(\d+) calls?/.exec(text)?.[1] ?? 0),
          };
        }),
      ),
    async () => {
      const floor = await office.floor();
      return tables.map((table) => stored(floor, table));
    },
  );
}

function stored({ sections, orders, calls }: Floor, { id, name }: Table) {
  const found: FloorTable | undefined = sections.flatMap(({ tables }) => tables).find((table) => table.id === id);
  const session = found?.session;
  const own = orders.filter(({ session_id }) => session_id === session?.id);
  const some = (...statuses: Order['status'][]) => own.filter(({ status }) => statuses.includes(status)).length;
  return {
    table: name,
    taken: session !== undefined,
    total: session ? money(session.total.minor) : null,
    toAccept: some('placed'),
    ready: some('ready'),
    toCook: some('accepted'),
    cooking: some('preparing'),
    calls: calls.filter(({ session_id }) => session_id === session?.id).length,
  };
}

/** A phone shows where each order of its party stands, and what the party owes. */
export async function phoneAgrees(guest: Guest, office: BackOffice, session: string): Promise<void> {
  await guest.openOrders();
  const party = await office.party(session);
  for (const { number, status } of party.orders) {
    const step = STEPS[status];
    if (step) await guest.step(number).getByText(step, { exact: true }).waitFor();
    else await guest.orderCard(number).waitFor();
  }
  expect(await guest.orders.getByRole('heading', { name: /^Order \d+$/ }).count()).toBe(party.orders.length);
  await guest.closeSheet();
  const bill = await guest.openBill();
  await bill.locator('strong[aria-busy="false"]').getByText(money(party.check.total.minor), { exact: true }).waitFor();
  await guest.closeSheet();
}

/** What the owner sees of right now. */
const NOW = ['placed', 'accepted', 'preparing', 'ready'] as const;

/** The raw orders of some parties, counted again from scratch. */
export function recount(parties: readonly Party[]) {
  const orders = parties.flatMap((party) => party.orders);
  // What nobody has accepted yet is pending, and nothing sold.
  const sold = orders.filter(({ status }) => !['placed', 'rejected', 'cancelled'].includes(status));
  const items = new Map<string, { item_id: string; name: string; quantity: number; minor: number }>();
  for (const { item_id, name, quantity, total } of sold.flatMap(({ lines }) => lines)) {
    if (quantity === 0) continue;
    const item = items.get(item_id) ?? { item_id, name, quantity: 0, minor: 0 };
    items.set(item_id, { ...item, quantity: item.quantity + quantity, minor: item.minor + total.minor });
  }
  const best = [...items.values()].sort(
    (a, b) => b.quantity - a.quantity || b.minor - a.minor || (a.item_id < b.item_id ? -1 : 1),
  );
  return {
    orders: sold.length,
    ordered: sold.reduce((sum, { total }) => sum + total.minor, 0),
    now: NOW.map((state) => orders.filter(({ status }) => status === state).length),
    items: best.slice(0, 10),
  };
}

/** The API's figures and the owner's screen are the recount of the raw orders. */
export async function ownerAgrees(screen: OwnerScreen, office: BackOffice, sessions: readonly string[]): Promise<void> {
  const raw = async () => recount(await Promise.all(sessions.map((session) => office.party(session))));
  await agree(
    async () => {
      const { today, items, hours } = await office.read<Figures>('figures');
      return {
        orders: today.orders,
        ordered: today.amount.minor,
        byHour: hours.reduce((sum, hour) => sum + hour.today.amount.minor, 0),
        items: items.map(({ item_id, name, quantity, amount }) => ({ item_id, name, quantity, minor: amount.minor })),
      };
    },
    async () => {
      const { orders, ordered, items } = await raw();
      return { orders, ordered, byHour: ordered, items };
    },
  );
  await agree(
    async () => ({
      orders: await screen.figure(ownerText.headline.orders).innerText(),
      ordered: await screen.figure(ownerText.headline.ordered).innerText(),
      now: await Promise.all(NOW.map(async (state) => Number(await screen.figure(ownerText.now[state]).innerText()))),
      items: await screen.page
        .getByRole('table', { name: ownerText.items.title })
        .locator('tbody tr')
        .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim()).join(' '))),
    }),
    async () => {
      const { orders, ordered, now, items } = await raw();
      return {
        orders: String(orders),
        ordered: money(ordered),
        now,
        items: items.map(({ name, quantity, minor }) => `${name} ${quantity} ${money(minor)}`),
      };
    },
  );
}
